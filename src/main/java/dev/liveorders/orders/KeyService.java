package dev.liveorders.orders;

import dev.liveorders.bus.Bus;
import dev.liveorders.control.ControlServer;
import dev.liveorders.json.AccessKeyJson;
import dev.liveorders.store.AccessKeyStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the store: told to this node, and changed by commands. These come by the socket file of a SQLite store:
 * {@code {"cmd":"key list"}}, {@code {"cmd":"key add","key":{…}}}, {@code {"cmd":"key remove","key":"web-shop"}},
 * {@code {"cmd":"audit repair"}}. Confined to the event loop of its verticle.
 */
final class KeyService implements ControlServer.Commands {
  private static final Logger log = LoggerFactory.getLogger(KeyService.class);

  private static final String AUDIT_REPAIR = "audit repair";

  /** The limit of a command that reads all orders; nothing is gained by giving up. */
  private static final Duration LONG = Duration.ofHours(6);

  private final Vertx vertx;
  private final AccessKeyStore store;
  private final KeyFollower follower;
  private final Supplier<Future<JsonObject>> repair;
  private Optional<ControlServer> server = Optional.empty();

  /**
   * @param repair corrects totals, and answers the command to do so
   */
  KeyService(Vertx vertx, AccessKeyStore store, Bus bus, Supplier<Future<JsonObject>> repair) {
    this.repair = repair;
    this.vertx = vertx;
    this.store = store;
    this.follower = new KeyFollower(vertx, store, bus);
  }

  /**
   * Begins, with a store that is open. Goes on without commands, where there can be no socket file.
   *
   * @param file of the store; empty for a store that commands can reach by themselves
   */
  Future<Void> start(Optional<Path> file) {
    return follower.start().compose(read -> file.map(this::listen)
        .orElseGet(Future::succeededFuture));
  }

  /** Answers who asks for the keys; to be called once started. */
  List<MessageConsumer<Object>> serve() {
    return follower.serve();
  }

  private Future<Void> listen(Path file) {
    return vertx
        .executeBlocking(() -> ControlServer.listen(vertx, file, this))
        .onSuccess(listening -> server = Optional.of(listening))
        .<Void>mapEmpty()
        .recover(cause -> {
          log.warn(
              "commands such as key add cannot reach this server, stop it before you run them: there can be no socket beside"
                  + " {} ({})",
              file,
              cause instanceof IOException ? cause.toString() : cause.getMessage());
          return Future.succeededFuture();
        });
  }

  Future<Void> stop() {
    follower.stop();
    return server
        .map(listening -> vertx.<Void>executeBlocking(() -> {
          listening.close();
          return null;
        }))
        .orElseGet(Future::succeededFuture);
  }

  @Override
  public Duration limit(JsonObject command) {
    return AUDIT_REPAIR.equals(command.getValue("cmd"))
        ? LONG
        : ControlServer.Commands.super.limit(command);
  }

  @Override
  public Future<JsonObject> carryOut(JsonObject command) {
    return switch (command.getString("cmd", "")) {
      case "ping" -> Future.succeededFuture(new JsonObject());
      case AUDIT_REPAIR -> repair.get();
      case "key list" -> store.keys().map(AccessKeyJson::writeAll);
      case "key add" ->
        store
            .addKey(AccessKeyJson.read(command.getJsonObject("key")))
            .compose(added -> follower.refresh())
            .map(told -> new JsonObject());
      case "key remove" ->
        store
            .removeKey(command.getString("key"))
            .compose(removed -> follower.refresh().map(AccessKeyJson.write(removed)));
      default ->
        Future.failedFuture(
            new IllegalArgumentException(
                "the server that has the store open does not know this command; it runs another release, stop it first"));
    };
  }
}

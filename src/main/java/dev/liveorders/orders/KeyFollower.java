package dev.liveorders.orders;

import dev.liveorders.bus.Bus;
import dev.liveorders.bus.KeysMessage;
import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.Scope;
import dev.liveorders.store.AccessKeyStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells this node the keys of the store, and every change of them, whoever made it, within two seconds. Notes in the
 * store on which day a key was last used. Confined to the event loop of its verticle.
 */
final class KeyFollower {
  private static final Logger audit = LoggerFactory.getLogger("dev.liveorders.audit");
  private static final long INTERVAL_MILLIS = 1_000;

  private final Vertx vertx;
  private final AccessKeyStore store;
  private final Bus bus;
  private AccessKeys keys = AccessKeys.NONE;

  /** Keys used on {@link #day}: those whose use is yet to be stored, and those for which it is. */
  private final Set<String> unstored = new HashSet<>();

  private final Set<String> stored = new HashSet<>();
  private LocalDate day = LocalDate.EPOCH;
  private boolean stopped;

  KeyFollower(Vertx vertx, AccessKeyStore store, Bus bus) {
    this.vertx = vertx;
    this.store = store;
    this.bus = bus;
  }

  /** Reads the keys, and goes on to follow them. */
  Future<Void> start() {
    return store
        .keys()
        .onSuccess(found -> {
          keys = found;
          bus.publishKeys(keys);
          pause();
        })
        .mapEmpty();
  }

  /** Answers who asks for the keys; to be called once they are there. */
  List<MessageConsumer<Object>> serve() {
    return List.of(
        bus.serve(KeysMessage.ENDPOINT, question -> Future.succeededFuture(keys)),
        bus.onKeyUsed(this::onUsed));
  }

  void stop() {
    stopped = true;
  }

  private void pause() {
    vertx.setTimer(INTERVAL_MILLIS, next -> follow());
  }

  /** Reads the keys; a failure is tried again the next time: an unavailable store is logged by others. */
  private void follow() {
    if (!stopped) {
      refresh().compose(fresh -> storeUses()).onComplete(done -> pause());
    }
  }

  /** Reads the keys anew, if they changed. */
  Future<Void> refresh() {
    return store
        .keysVersion()
        .compose(version -> version == keys.version()
            ? Future.succeededFuture()
            : store.keys().onSuccess(this::onKeys).mapEmpty());
  }

  private void onKeys(AccessKeys found) {
    if (found.version() == keys.version()) {
      return; // a refresh at the same time was faster
    }
    AccessKeys before = keys;
    keys = found;
    bus.publishKeys(found);
    without(before, found)
        .forEach(key -> audit.info("the key {} was removed by a command", key.label()));
    without(found, before).forEach(KeyFollower::logAdded);
  }

  private static List<AccessKey> without(AccessKeys keys, AccessKeys others) {
    Set<String> known = new HashSet<>();
    others.keys().forEach(key -> known.add(key.id()));
    return keys.keys().stream().filter(key -> !known.contains(key.id())).toList();
  }

  private static void logAdded(AccessKey key) {
    audit.info(
        "the key {} was added by a command, for {}, {}",
        key.label(),
        Scope.format(key.scopes()),
        key.expires().map(end -> "until " + end).orElse("for ever"));
  }

  /** Event loops say it once a day each, and so do nodes. */
  private void onUsed(String id) {
    startDay();
    if (!stored.contains(id) && unstored.add(id)) {
      keys.find(id).ifPresent(key -> audit.info("the key {} is used, today first", key.label()));
    }
  }

  private void startDay() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    if (!today.equals(day)) {
      day = today;
      stored.clear();
    }
  }

  private Future<Void> storeUses() {
    if (unstored.isEmpty()) {
      return Future.succeededFuture();
    }
    startDay();
    Set<String> ids = Set.copyOf(unstored);
    return store.keysUsed(ids, day).onSuccess(noted -> {
      unstored.removeAll(ids);
      stored.addAll(ids);
    });
  }
}

package dev.liveorders.control;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The commands' side of a store's socket file. Blocks. */
public final class ControlClient {
  /**
   * The time after which a server is taken for dead: longer than those together in which a command arrives there, is
   * carried out and is answered.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  /** More than the server itself takes for anything. */
  private static final Duration LONG = Duration.ofHours(7);

  private static final JsonObject PING = new JsonObject().put("cmd", "ping");

  private ControlClient() {}

  /**
   * Gives a command to the server that has a store open.
   *
   * @return its answer; empty when no server listens
   * @throws ControlException when the server could not do it, with its reason, or did not answer in time
   */
  public static Optional<JsonObject> ask(Path store, JsonObject command) {
    return ask(store, command, TIMEOUT);
  }

  /**
   * Gives a command that may take hours to the server that has a store open, once that has shown a sign of life.
   *
   * @return its answer; empty when no server listens
   * @throws ControlException when the server could not do it, with its reason, or shows no sign of life
   */
  public static Optional<JsonObject> askAtLength(Path store, JsonObject command) {
    return ask(store, PING).flatMap(alive -> ask(store, command, LONG));
  }

  static Optional<JsonObject> ask(Path store, JsonObject command, Duration limit) {
    if (Files.notExists(store)) {
      return Optional.empty();
    }
    try {
      Optional<SocketChannel> server = SocketFile.beside(store).connect();
      if (server.isEmpty()) {
        return Optional.empty();
      }
      try (SocketChannel channel = server.get()) {
        return Optional.of(checked(exchange(channel, command, limit)));
      }
    } catch (ClosedChannelException late) {
      throw new ControlException(
          "the server that has the store " + store + " open does not answer within "
              + limit.toSeconds() + " s; whether it was done is unknown, see what that server logs",
          late);
    } catch (IOException cause) {
      throw new ControlException(
          "the server that has the store " + store + " open cannot be asked (" + cause.getMessage()
              + "); run the command as the user of that server",
          cause);
    }
  }

  /** Sends a line and reads one; a channel has no limit of time of its own, and is closed when that is over. */
  private static JsonObject exchange(SocketChannel channel, JsonObject command, Duration limit)
      throws IOException {
    CompletableFuture<Void> over = new CompletableFuture<>();
    over.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> close(channel));
    try {
      Line.write(channel, command);
      return Line.read(channel);
    } finally {
      over.complete(null);
    }
  }

  private static Void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException unusable) {
      // whoever waits for it is told in any case
    }
    return null;
  }

  private static JsonObject checked(JsonObject answer) {
    String error = answer.getString("error");
    if (error != null) {
      throw new ControlException(error, null);
    }
    return answer;
  }
}

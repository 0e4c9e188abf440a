package dev.liveorders.control;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The commands' side of a store's socket file. Blocks. */
public final class ControlClient {
  private ControlClient() {}

  /**
   * Gives a command to the server that has a store open.
   *
   * @return its answer; empty when no server listens
   * @throws ControlException when the server could not do it, with its reason, or did not answer
   */
  public static Optional<JsonObject> ask(Path store, JsonObject command) {
    if (Files.notExists(store)) {
      return Optional.empty();
    }
    try {
      Optional<SocketChannel> server = SocketFile.beside(store).connect();
      if (server.isEmpty()) {
        return Optional.empty();
      }
      try (SocketChannel channel = server.get()) {
        Line.write(channel, command);
        return Optional.of(checked(Line.read(channel)));
      }
    } catch (IOException cause) {
      throw new ControlException(
          "the server that has the store " + store + " open cannot be asked (" + cause.getMessage()
              + "); run the command as the user of that server",
          cause);
    }
  }

  private static JsonObject checked(JsonObject answer) {
    String error = answer.getString("error");
    if (error != null) {
      throw new ControlException(error, null);
    }
    return answer;
  }
}

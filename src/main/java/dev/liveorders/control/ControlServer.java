package dev.liveorders.control;

import dev.liveorders.log.RepeatedLine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers commands at the socket file of a store, one after the other, on a thread of its own. What carries them out
 * is called on the context that made it.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);

  /** Time that a command may take to arrive, and its answer to be taken. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Time before the next command is accepted after one could not be: it waits, and would be refused at once. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final RepeatedLine notAccepted = new RepeatedLine(log::warn);
  private final Vertx vertx;
  private final Context context;
  private final SocketFile file;
  private final Object key;
  private final ServerSocketChannel server;
  private final Commands commands;

  /** The commands of a server. */
  public interface Commands {
    /** Carries out a command; a failure's message is for whoever gave it. */
    Future<JsonObject> carryOut(JsonObject command);

    /** The time after which nobody waits for a command any more; called on a thread of this server. */
    default Duration limit(JsonObject command) {
      return TIMEOUT;
    }
  }

  private ControlServer(
      Vertx vertx, SocketFile file, ServerSocketChannel server, Commands commands) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.file = file;
    this.key = file.key();
    this.server = server;
    this.commands = commands;
  }

  /**
   * Begins to listen. Blocks for as long as file systems do.
   *
   * @param store the file of the store, which is open
   */
  public static ControlServer listen(Vertx vertx, Path store, Commands commands)
      throws IOException {
    SocketFile file = SocketFile.beside(store);
    ControlServer control = new ControlServer(vertx, file, file.listen(), commands);
    start(() -> control.accept(control.server::accept), "live-orders-control");
    return control;
  }

  /** Where connections of commands come from. */
  interface Backlog {
    SocketChannel accept() throws IOException;
  }

  /** Accepts until it is closed. */
  void accept(Backlog backlog) {
    try {
      while (true) {
        try {
          SocketChannel client = backlog.accept();
          // on a thread of its own: one that takes long holds up no other
          start(() -> serve(client), "live-orders-command");
        } catch (ClosedChannelException stopped) {
          return;
        } catch (IOException refused) {
          notAccepted.write("a command at {} has to wait: {}", file, refused.toString());
          TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      answer(client);
    } catch (ClosedChannelException late) {
      // the client was too slow, or went away
    } catch (IOException | InterruptedException lost) {
      log.warn("a command at {} was lost: {}", file, lost.toString());
    }
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void answer(SocketChannel client) throws IOException, InterruptedException {
    JsonObject command = inTime(client, () -> Line.read(client));
    JsonObject answer = carryOut(command, commands.limit(command));
    inTime(client, () -> {
      Line.write(client, answer);
      return null;
    });
  }

  /** A transfer by a channel, which is closed when it takes too long. */
  private interface Transfer<T> {
    T run() throws IOException;
  }

  private <T> T inTime(SocketChannel client, Transfer<T> transfer) throws IOException {
    long slow = vertx.setTimer(TIMEOUT.toMillis(), late -> close(client));
    try {
      return transfer.run();
    } finally {
      vertx.cancelTimer(slow);
    }
  }

  private JsonObject carryOut(JsonObject command, Duration limit) throws InterruptedException {
    try {
      return Future.<JsonObject>future(promise -> context.runOnContext(turn ->
              Future.succeededFuture(command).compose(commands::carryOut).onComplete(promise)))
          .toCompletionStage()
          .toCompletableFuture()
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      return error(String.valueOf(failed.getCause().getMessage()));
    } catch (TimeoutException late) {
      return error("no answer within " + limit.toSeconds()
          + " s; whether it was done is unknown, ask again what there is");
    }
  }

  private static JsonObject error(String message) {
    return new JsonObject().put("error", message);
  }

  private static void close(SocketChannel client) {
    try {
      client.close();
    } catch (IOException unusable) {
      // it is of no use any more
    }
  }

  /** Stops, and removes the file unless another server has put its own there. */
  @Override
  public void close() {
    try {
      server.close();
      if (Objects.equals(file.key(), key)) {
        file.delete();
      }
    } catch (IOException left) {
      log.warn("{} stays behind, and does no harm: {}", file, left.toString());
    }
  }
}

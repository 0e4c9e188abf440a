package dev.liveorders.app.rehearsal;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.HttpVerticle;
import dev.liveorders.log.Logging;
import dev.liveorders.orders.OrdersVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The rehearsal of a node before it serves. A JVM that has just started takes some hundred orders a second, and
 * thousands once their path is compiled.
 *
 * <p>A scratch node does what a node does: the same verticles, in a Vert.x of their own. So they have a store, a bus,
 * boards, watchers, limits and keys of their own, and share nothing with the node that will serve. The store lies in
 * a temporary folder. Its listener is on loopback and closes each connection, before a byte is read, that is not of
 * {@link ScratchClients}. Afterwards nothing is left of it.
 */
public final class Rehearsal {
  /**
   * The outcome of a rehearsal.
   *
   * @param answers  requests that were answered
   * @param rejected those that were answered with a problem
   * @param watchers watchers that came and were shown totals
   */
  public record Outcome(long answers, long rejected, long watchers) {}

  /** Time for what a rehearsal does besides rehearsing. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  /** The longest that the end of a process waits for a store that is being opened. */
  private static final Duration OPENING = Duration.ofSeconds(5);

  private static final int ATTEMPTS = 20;
  private static final long ATTEMPT_MILLIS = 20;

  /** The logger of changes, which here are none that anybody made. */
  private static final String AUDIT = "dev.liveorders.audit";

  private final AppConfig.Rehearsal extent;

  /** Held while the folder is made and a store opened in it, which would make a folder that is gone anew. */
  private final Lock opening = new ReentrantLock();

  private volatile Path folder;
  private volatile boolean over;
  private volatile boolean calledOff;
  private volatile ScratchClients clients;
  private final Promise<Void> begun = Promise.promise();

  /**
   * Makes a rehearsal.
   *
   * @param extent the time and the requests, of which the one that is over first ends it
   */
  public Rehearsal(AppConfig.Rehearsal extent) {
    this.extent = extent;
  }

  /** Rehearses, and removes every trace; blocks. Fails when the scratch node does not start, or stop, in time. */
  public Outcome run(VertxBuilder builder) throws Exception {
    Runnable unmute = Logging.mute(AUDIT);
    try {
      Vertx vertx = builder.build();
      try {
        return rehearse(vertx);
      } finally {
        await(vertx.close());
      }
    } finally {
      unmute.run();
      removeFolder();
    }
  }

  private Outcome rehearse(Vertx vertx) throws Exception {
    clients = new ScratchClients(vertx);
    if (calledOff) {
      return new Outcome(0, 0, 0);
    }
    HttpVerticle server = new HttpVerticle(clients::isOne);
    String orders = openStore(vertx);
    await(vertx.deployVerticle(server, options()));
    Outcome outcome = await(clients.run(server.port(), extent, begun.future()));
    await(vertx.undeploy(orders)); // first, as it tells the other one things
    return outcome;
  }

  /**
   * Begins its time, which is not to go by while the node has other work: a rehearsal goes on beside that, and gets what
   * it leaves. Called on any thread, at any time.
   */
  public void beginTime() {
    begun.tryComplete();
  }

  /** Ends it as soon as each client has its answer, as nothing will be served. Called on any thread, at any time. */
  public void callOff() {
    calledOff = true;
    ScratchClients some = clients;
    if (some != null) {
      some.leave();
    }
  }

  /** Tells whether it was called off. */
  public boolean isCalledOff() {
    return calledOff;
  }

  private String openStore(Vertx vertx) throws Exception {
    opening.lock();
    try {
      if (over) {
        throw new CancellationException("the process ends");
      }
      folder = Files.createTempDirectory("live-orders-rehearsal-");
      return await(vertx.deployVerticle(new OrdersVerticle(), options()));
    } finally {
      opening.unlock();
    }
  }

  private DeploymentOptions options() {
    return new DeploymentOptions()
        .setConfig(new JsonObject()
            .put("http", new JsonObject().put("host", "127.0.0.1").put("port", 0))
            .put("store", new JsonObject().put("url", "sqlite:" + folder.resolve("rehearsal.db")))
            .put("shutdown", new JsonObject().put("drainSeconds", 0))
            .put("simulation", new JsonObject().put("enabled", false)));
  }

  private <T> T await(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(extent.time().plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Null before there is one. */
  Path folder() {
    return folder;
  }

  /**
   * Removes the folder with the store; for a process that ends meanwhile. A rehearsal that has not opened its store does
   * not begin any more. May be called more than once. Waits for a store that is being opened; what is written into the
   * folder afterwards is removed, too.
   */
  public void removeFolder() {
    over = true;
    try {
      boolean opened = opening.tryLock(OPENING.toMillis(), TimeUnit.MILLISECONDS);
      try {
        removeAll();
      } finally {
        if (opened) {
          opening.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeAll() throws InterruptedException {
    IOException fault = null;
    for (int attempt = 0; attempt < ATTEMPTS && isLeft(); attempt++) {
      try {
        removeFiles();
        fault = null;
      } catch (IOException e) {
        fault = e; // there is a new file, or one was removed
        TimeUnit.MILLISECONDS.sleep(ATTEMPT_MILLIS);
      }
    }
    if (fault != null) {
      throw new UncheckedIOException(fault);
    }
  }

  private boolean isLeft() {
    return folder != null && Files.exists(folder);
  }

  private void removeFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.HostileInputs;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Sockets that stall, clients that are slow and broken input, all at once, until it is closed. */
final class Onslaught implements AutoCloseable {
  private static final int SLOW = 300;

  /** The seconds after which all stalled sockets are others; the server gives them up a little earlier. */
  private static final int SECONDS_UNTIL_REPLACED = 66;

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
  private final AtomicReference<Exception> ended = new AtomicReference<>();
  private final StalledSockets stalled;
  private final SlowClients slow;
  private final int count;
  private volatile int inputs;

  /**
   * Opens all that stalls or is slow, and begins.
   *
   * @param count sockets that stall
   * @param seed  of the broken input
   */
  Onslaught(int port, int count, long seed) throws IOException {
    this.count = count;
    stalled = new StalledSockets(port, "/orders/electronics");
    stalled.open(count);
    slow = new SlowClients(port, SLOW);
    HostileInputs broken = new HostileInputs(seed, port);
    repeat(1_000, () -> stalled.replace(count / SECONDS_UNTIL_REPLACED));
    repeat(1_000, slow::step);
    repeat(1, () -> {
      broken.sendNext();
      inputs++;
    });
  }

  private interface Attack {
    void go() throws Exception;
  }

  private void repeat(long pauseMillis, Attack attack) {
    Runnable step = () -> {
      try {
        attack.go();
      } catch (Exception broken) {
        ended.compareAndSet(null, broken);
        throw new IllegalStateException(broken); // it does not go on
      }
    };
    threads.scheduleWithFixedDelay(step, 0, pauseMillis, TimeUnit.MILLISECONDS);
  }

  /** Ends it; fails when an attack had ended before. */
  @Override
  public void close() throws IOException {
    threads.shutdown();
    Await.until("the attacks end", threads::isTerminated);
    stalled.close();
    slow.close();
    assertThat(ended.get()).as("the end of an attack").isNull();
  }

  @Override
  public String toString() {
    return count + " stalled sockets, " + SLOW + " slow clients that were hung up on "
        + slow.hungUp() + " times, and " + inputs + " broken inputs";
  }
}

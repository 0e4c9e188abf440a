package dev.liveorders.live.fanout;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way in which a node that stops parts from its watchers, so that they do not all come back at once.
 *
 * @param window    the time over which they are closed, one after the other; zero: all at once
 * @param earliest  the shortest time that one is told to stay away
 * @param latest    the longest
 */
public record Drain(Duration window, Duration earliest, Duration latest) {
  /** All at once, and back within two seconds. */
  public static final Drain AT_ONCE =
      new Drain(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(2));

  /** The time that a restart takes, or a little less. */
  private static final Duration RESTART = Duration.ofSeconds(2);

  private static final Duration RECONNECT = Duration.ofSeconds(1);

  /**
   * Chooses how to spread their coming back over a time. Where other nodes serve on they are closed over that time, and
   * each finds another node within a second. A node alone keeps all to its end, closes them at once, as nobody else
   * would have them, and tells each another moment after its restart.
   */
  public static Drain of(Duration spread, boolean othersServe) {
    if (spread.isZero()) {
      return AT_ONCE;
    }
    if (othersServe) {
      return new Drain(spread, Duration.ZERO, RECONNECT);
    }
    return new Drain(Duration.ZERO, RESTART, RESTART.plus(spread));
  }

  /** Returns the reason that tells a watcher when to come back: each another moment. */
  DisconnectReason reason() {
    return DisconnectReason.shuttingDown(
        ThreadLocalRandom.current().nextLong(earliest.toMillis(), latest.toMillis()));
  }

  /** Returns how many of {@code watchers} are to be closed when {@code passed} milliseconds of the window are over. */
  int due(int watchers, long passed) {
    return passed >= window.toMillis()
        ? watchers
        : (int) (watchers * Math.max(0, passed) / window.toMillis());
  }
}

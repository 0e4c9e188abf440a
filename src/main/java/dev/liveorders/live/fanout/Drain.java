package dev.liveorders.live.fanout;

import java.time.Duration;

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

  /** The rate at which many watchers come back to a node alone, unless that took longer than {@link #MAX_SPREAD}. */
  static final int RETURNS_PER_SECOND = 200;

  /** The longest time over which watchers come back for their number. */
  static final Duration MAX_SPREAD = Duration.ofMinutes(1);

  /** The time from the first close to the end of the process, or a little more. */
  private static final Duration STOP = Duration.ofSeconds(1);

  /** The time within which a watcher goes to another node, which is there already. */
  private static final Duration RECONNECT = Duration.ofMillis(250);

  /** Closes watchers over a time while other nodes serve on; each finds another node at once. */
  static Drain toOtherNodes(Duration window) {
    return new Drain(window, Duration.ZERO, RECONNECT);
  }

  /**
   * A node alone keeps all to its end, closes them at once, as nobody else would have them, and tells each another
   * moment after its restart.
   *
   * @param spread   the shortest time over which they come back; it is longer for many
   * @param watchers of the node
   * @param start    the time that its last start took; the next one may take half as long again
   */
  public static Drain throughRestart(Duration spread, int watchers, Duration start) {
    Duration forAll = Duration.ofMillis(1_000L * watchers / RETURNS_PER_SECOND);
    Duration bounded = forAll.compareTo(MAX_SPREAD) < 0 ? forAll : MAX_SPREAD;
    Duration earliest = STOP.plus(start.multipliedBy(3).dividedBy(2));
    return new Drain(
        Duration.ZERO, earliest, earliest.plus(bounded.compareTo(spread) > 0 ? bounded : spread));
  }

  /**
   * Returns the reason that tells a watcher when to come back.
   *
   * @param place of the watcher among all, from 0 to less than 1: evenly spread places come back at an even rate
   */
  public DisconnectReason reason(double place) {
    return DisconnectReason.shuttingDown(
        (long) (earliest.toMillis() + place * latest.minus(earliest).toMillis()));
  }

  /** Returns how many of {@code watchers} are to be closed when {@code passed} milliseconds of the window are over. */
  int due(int watchers, long passed) {
    return passed >= window.toMillis()
        ? watchers
        : (int) (watchers * Math.max(0, passed) / window.toMillis());
  }
}

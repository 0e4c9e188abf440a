package dev.liveorders.live.board;

import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Window;
import dev.liveorders.model.WindowSet;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * The time of a board: that of its last commit, on the store's clock, so that equal boards are at equal times. It
 * remembers which commit came to which minute, to tell what has moved since an earlier one. Confined to the event
 * loop of its {@link Board}.
 */
public final class BoardClock {
  /** The time of a commit that came before all that are remembered. */
  static final long UNKNOWN = -1;

  /** Minutes that are remembered: those of two days, in which something happened. */
  private static final int MAX_MINUTES = 2 * 24 * 60;

  private final ZoneId zone;
  private final long[] commits = new long[MAX_MINUTES];
  private final long[] times = new long[MAX_MINUTES];
  private int size;
  private long at;

  /** For each resolution the step under way. */
  private final int[] steps = new int[Resolution.values().length];

  /** The earlier time that was asked for last, and its day, as a calendar takes its time and many ask for the same. */
  private long earlier;

  private int earlierDay;

  /** The time at which histories were read last. */
  private long readAt;

  /** For each resolution the commit that came to the step under way, or that of the snapshot. */
  private final long[] stepped = new long[Resolution.values().length];

  private BoardClock(ZoneId zone) {
    this.zone = zone;
  }

  /** Makes the clock of a board that begins with a snapshot. */
  static BoardClock of(Sales snapshot, long seq) {
    BoardClock clock =
        new BoardClock(snapshot.history().map(Sales.History::zone).orElse(ZoneOffset.UTC));
    clock.set(snapshot.at());
    clock.onRead();
    Arrays.fill(clock.stepped, seq);
    return clock;
  }

  /** Begins, behind what is remembered of before, with the commit of the snapshot. */
  void begin() {
    remember(at, stepped[0]);
  }

  /** Returns the time in milliseconds since 1970; 0 before the first commit that has one. */
  public long at() {
    return at;
  }

  /** Returns the zone that days are counted in. */
  public ZoneId zone() {
    return zone;
  }

  private void set(long time) {
    at = time;
    for (Resolution resolution : Resolution.values()) {
      steps[resolution.ordinal()] = resolution.stepOf(at, zone);
    }
  }

  /** Returns the step under way. */
  public int step(Resolution resolution) {
    return steps[resolution.ordinal()];
  }

  private int step(Resolution resolution, long time) {
    if (resolution != Resolution.DAY) {
      return resolution.stepOf(time, zone);
    }
    if (time != earlier || time == 0) {
      earlier = time;
      earlierDay = Resolution.DAY.stepOf(time, zone);
    }
    return earlierDay;
  }

  /** Moves to the time of a commit; never back. */
  void advance(long time, long seq) {
    if (step(Resolution.MINUTE, time) <= step(Resolution.MINUTE)) {
      at = Math.max(at, time);
      return;
    }
    int[] before = steps.clone();
    set(time);
    for (Resolution resolution : Resolution.values()) {
      if (step(resolution) != before[resolution.ordinal()]) {
        stepped[resolution.ordinal()] = seq;
      }
    }
    remember(at, seq);
  }

  /** Notes that it was not before a time when a commit was made. Times and commits of all calls go forward. */
  void remember(long time, long seq) {
    if (size == 0 || step(Resolution.MINUTE, time) > step(Resolution.MINUTE, times[size - 1])) {
      if (size == MAX_MINUTES) {
        size /= 2;
        System.arraycopy(commits, MAX_MINUTES - size, commits, 0, size);
        System.arraycopy(times, MAX_MINUTES - size, times, 0, size);
      }
      commits[size] = seq;
      times[size++] = time;
    }
  }

  /** Notes that histories were read, which go back so far as from now. */
  void onRead() {
    readAt = at;
  }

  /** Returns the step in which histories were read last. */
  int readIn(Resolution resolution) {
    return step(resolution, readAt);
  }

  /**
   * Returns a time in the minute that it was after commit {@code seq}, or an earlier one where the board was not
   * there yet; {@link #UNKNOWN} when none is remembered.
   */
  long timeAt(long seq) {
    for (int i = size - 1; i >= 0; i--) { // mostly the last one
      if (commits[i] <= seq) {
        return times[i];
      }
    }
    return UNKNOWN;
  }

  /** Tells whether a window covers other steps than it did at an earlier time. */
  boolean hasMoved(Window window, long since) {
    return step(window.resolution()) != step(window.resolution(), since);
  }

  /** Counts the steps since an earlier time. */
  int age(Resolution resolution, long since) {
    return step(resolution) - step(resolution, since);
  }

  /** Returns the commit that moved one of these windows last; that of the snapshot when it was before. */
  long steppedAt(WindowSet windows) {
    long last = 0;
    for (Window window : windows.windows()) {
      last = Math.max(last, stepped[window.resolution().ordinal()]);
    }
    return last;
  }

  /** Returns the first step of a window now. */
  int first(Window window) {
    return window.first(step(window.resolution()));
  }

  /** Returns the last step of a window now. */
  int last(Window window) {
    return window.last(step(window.resolution()));
  }

  /** Returns the first step that a window had at an earlier time. */
  int first(Window window, long time) {
    return window.first(step(window.resolution(), time));
  }

  /** Returns the last step that a window had at an earlier time. */
  int last(Window window, long time) {
    return window.last(step(window.resolution(), time));
  }
}

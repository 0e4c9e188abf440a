package dev.liveorders.metrics;

import dev.liveorders.model.Epoch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The time from orders taken, here or by another node, to frames written by one event loop. Recorded once for each
 * slice of a flush and moment of a commit, never for each frame. Confined to the event loop of its recorder.
 */
final class FrameLatency {
  /** Commits that may wait for a flush; what comes beyond that is not measured. */
  private static final int MAX_WAITING = 4_096;

  private final RecentCommits commits;
  private final Distribution here;
  private final Distribution elsewhere;
  private final Queue<TakenOrders> waiting = new ArrayDeque<>();
  private final List<TakenOrders> flushing = new ArrayList<>();
  private long seq = -1;

  /**
   * @param here      of the orders that this node took
   * @param elsewhere of those that others took
   */
  FrameLatency(RecentCommits commits, Distribution here, Distribution elsewhere) {
    this.commits = commits;
    this.here = here;
    this.elsewhere = elsewhere;
  }

  /** Notes where another board begins: it is no news. */
  void onBoard(long position) {
    seq = position;
    waiting.clear();
    flushing.clear();
  }

  /**
   * Notes that the board has come to a position.
   *
   * @param watched whether that changed what is watched here
   */
  void onApplied(Epoch epoch, long position, boolean watched) {
    for (long next = seq + 1; watched && next <= position; next++) {
      TakenOrders taken = commits.at(epoch, next);
      if (taken != null && waiting.size() < MAX_WAITING) {
        waiting.add(taken);
      }
    }
    seq = position;
  }

  /** Notes that a flush begins, which shows all that was applied. */
  void onFlush() {
    flushing.addAll(waiting);
    waiting.clear();
  }

  /** Records frames that a flush has written just now. */
  void onWritten(long frames, long now) {
    for (int i = 0; i < flushing.size(); i++) {
      TakenOrders taken = flushing.get(i);
      Distribution seconds = taken.here() ? here : elsewhere;
      for (int j = 0; j < taken.at().length; j++) {
        seconds.record(Math.max(0, now - taken.at()[j]), frames * taken.counts()[j]);
      }
    }
  }

  /** Notes that the flush is over. */
  void onFlushed() {
    flushing.clear();
  }
}

package dev.liveorders.metrics;

import dev.liveorders.model.Epoch;

/**
 * The recorder of what one event loop does for its watchers. Confined to that loop; nothing of it locks or allocates
 * for a frame.
 */
public interface FanoutMeters {
  /** Records nothing. */
  FanoutMeters NONE = new NoFanoutMeters();

  /** A frame with totals was written. */
  void onFrame(WatcherKind kind, int bytes);

  /** A flush has passed a watcher by, since its socket is full. */
  void onPassedBy();

  /** Another board is shown. */
  void onBoard(long position);

  /** A feed that is watched here has changed. */
  void onChange();

  /** All changes up to a position have been told. */
  void onApplied(Epoch epoch, long position);

  /** A flush begins. */
  void onFlush();

  /** A part of a flush begins to be written. */
  void onSlice();

  /**
   * A part of a flush is written.
   *
   * @param now on the clock of {@code System.nanoTime}
   */
  void onSliceWritten(long now);

  /** A flush is over, which has written for so long. */
  void onFlushed(long nanos);

  /** A watcher has come. */
  void onOpened(WatcherKind kind);

  /** A watcher was rejected, as the node has as many as it may. */
  void onRejected();

  /**
   * A watcher leaves.
   *
   * @param code the close code of its WebSocket, or what it would be
   */
  void onClosed(WatcherKind kind, ClosedBy by, int code);

  /** Counts a watcher in its state of now; {@link #onCounted} ends a count of all. */
  void count(WatcherKind kind, WatcherState state);

  /** All watchers have been counted. */
  void onCounted();
}

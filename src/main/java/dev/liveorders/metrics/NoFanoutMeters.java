package dev.liveorders.metrics;

import dev.liveorders.model.Epoch;

/** The recorder of a node whose meters are off, and of rehearsals. */
final class NoFanoutMeters implements FanoutMeters {
  @Override
  public void onFrame(WatcherKind kind, int bytes) {}

  @Override
  public void onPassedBy() {}

  @Override
  public void onBoard(long position) {}

  @Override
  public void onChange() {}

  @Override
  public void onApplied(Epoch epoch, long position) {}

  @Override
  public void onFlush() {}

  @Override
  public void onSlice() {}

  @Override
  public void onSliceWritten(long now) {}

  @Override
  public void onFlushed(long nanos) {}

  @Override
  public void onOpened(WatcherKind kind) {}

  @Override
  public void onRejected() {}

  @Override
  public void onClosed(WatcherKind kind, ClosedBy by, int code) {}

  @Override
  public void count(WatcherKind kind, WatcherState state) {}

  @Override
  public void onCounted() {}
}

package dev.liveorders.metrics;

import dev.liveorders.model.Epoch;
import java.util.HashMap;
import java.util.Map;

/** The recorder of one event loop. Counts in plain fields, and publishes them when a part of a flush is written. */
final class LoopFanoutMeters implements FanoutMeters {
  private static final int KINDS = WatcherKind.values().length;
  private static final int STATES = WatcherState.values().length;

  private final NodeMeters node;
  private final FrameLatency latency;
  private final Distribution flushes;
  private final Cell coalesced;
  private final Cell rejected;
  private final Cell[] frames = new Cell[KINDS];
  private final Cell[] bytes = new Cell[KINDS];
  private final Cell[] opened = new Cell[KINDS];
  private final Cell[][] watchers = new Cell[KINDS][STATES];
  private final Map<String, Cell> closed = new HashMap<>();

  // since the last time they were published
  private final long[] newFrames = new long[KINDS];
  private final long[] newBytes = new long[KINDS];
  private long newCoalesced;

  private final int[][] counting = new int[KINDS][STATES];
  private boolean changed;

  LoopFanoutMeters(NodeMeters node) {
    this.node = node;
    this.latency = new FrameLatency(
        node.commits(),
        node.distribution(Meter.FRESHNESS, Buckets.FRESHNESS, "here"),
        node.distribution(Meter.FRESHNESS, Buckets.FRESHNESS, "elsewhere"));
    this.flushes = node.distribution(Meter.FLUSH_SECONDS, Buckets.WORK);
    this.rejected = node.cell(Meter.WATCHERS_REJECTED);
    this.coalesced = node.cell(Meter.UPDATES_COALESCED);
    for (WatcherKind kind : WatcherKind.values()) {
      int i = kind.ordinal();
      frames[i] = node.cell(Meter.FRAMES, kind.format());
      bytes[i] = node.cell(Meter.FRAME_BYTES, kind.format());
      opened[i] = node.cell(Meter.WATCHERS_OPENED, kind.transport(), kind.format());
      for (WatcherState state : WatcherState.values()) {
        watchers[i][state.ordinal()] =
            node.cell(Meter.WATCHERS, kind.transport(), kind.format(), state.label());
      }
    }
  }

  @Override
  public void onFrame(WatcherKind kind, int size) {
    newFrames[kind.ordinal()]++;
    newBytes[kind.ordinal()] += size;
  }

  @Override
  public void onPassedBy() {
    newCoalesced++;
  }

  @Override
  public void onBoard(long position) {
    latency.onBoard(position);
  }

  @Override
  public void onChange() {
    changed = true;
  }

  @Override
  public void onApplied(Epoch epoch, long position) {
    latency.onApplied(epoch, position, changed);
    changed = false;
  }

  @Override
  public void onFlush() {
    latency.onFlush();
  }

  @Override
  public void onSlice() {
    publish();
  }

  @Override
  public void onSliceWritten(long now) {
    long written = publish();
    if (written > 0) {
      latency.onWritten(written, now);
    }
  }

  /** Returns how many frames were written since the last time. */
  private long publish() {
    long written = 0;
    for (int i = 0; i < KINDS; i++) {
      if (newFrames[i] > 0) {
        written += newFrames[i];
        frames[i].add(newFrames[i]);
        bytes[i].add(newBytes[i]);
        newFrames[i] = 0;
        newBytes[i] = 0;
      }
    }
    coalesced.add(newCoalesced);
    newCoalesced = 0;
    return written;
  }

  @Override
  public void onFlushed(long nanos) {
    flushes.record(nanos, 1);
    latency.onFlushed();
  }

  @Override
  public void onOpened(WatcherKind kind) {
    opened[kind.ordinal()].add(1);
  }

  @Override
  public void onRejected() {
    rejected.add(1);
  }

  @Override
  public void onClosed(WatcherKind kind, ClosedBy by, int code) {
    String label = CloseCode.label(code);
    closed
        .computeIfAbsent(
            kind.transport() + by.label() + label,
            first -> node.cell(Meter.WATCHERS_CLOSED, kind.transport(), by.label(), label))
        .add(1);
  }

  @Override
  public void count(WatcherKind kind, WatcherState state) {
    counting[kind.ordinal()][state.ordinal()]++;
  }

  @Override
  public void onCounted() {
    for (int kind = 0; kind < KINDS; kind++) {
      for (int state = 0; state < STATES; state++) {
        watchers[kind][state].set(counting[kind][state]);
        counting[kind][state] = 0;
      }
    }
    publish();
  }
}

package dev.liveorders.metrics;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number that one thread writes and any thread may read, without a lock or a barrier: a reader sees a value of a
 * moment ago.
 */
public final class Cell {
  private final AtomicLong value = new AtomicLong();

  /** Adds to it; for its one writer. */
  public void add(long amount) {
    value.setOpaque(value.getPlain() + amount);
  }

  /** Sets it; for its one writer. */
  public void set(long now) {
    value.setOpaque(now);
  }

  /** Reads it, on any thread. */
  public long get() {
    return value.getOpaque();
  }
}

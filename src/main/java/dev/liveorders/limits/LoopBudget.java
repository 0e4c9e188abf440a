package dev.liveorders.limits;

/**
 * The part of a {@link NodeBudget} that one event loop uses. It tells the node in steps, so that most changes cost an
 * addition. Confined to that event loop, which its owner asserts.
 */
public final class LoopBudget {
  /** Bytes by which the node's number may be wrong for each event loop. */
  private static final long STEP = 65_536;

  private final NodeBudget node;
  private long held;
  private long told;
  private boolean closed;

  public LoopBudget(NodeBudget node) {
    this.node = node;
  }

  /** Takes bytes, or gives them back when negative. */
  public void take(long bytes) {
    if (closed) {
      return;
    }
    held += bytes;
    assert held >= 0 : "gave back more than it took: " + held;
    if (Math.abs(held - told) >= STEP) {
      tell();
    }
  }

  private void tell() {
    node.take(held - told);
    told = held;
  }

  /** Tells whether the node uses more than it may. */
  public boolean isOver() {
    return isAbove(1.0);
  }

  /** Tells whether the node uses more than a part of what it may. */
  public boolean isAbove(double part) {
    return node.used() + held - told > part * node.max();
  }

  /** Returns what this event loop uses, in bytes. */
  public long held() {
    return held;
  }

  public long max() {
    return node.max();
  }

  /** Gives everything back, as the event loop stops; what is given back after that is nothing. */
  public void close() {
    closed = true;
    node.take(-told);
    held = 0;
    told = 0;
  }
}

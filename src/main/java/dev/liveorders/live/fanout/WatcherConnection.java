package dev.liveorders.live.fanout;

import io.netty.buffer.ByteBuf;

/**
 * The connection of a watcher: what its transport does, and the times that tell whether its client is there. A
 * superclass and not a part of {@link Watcher}, as an object more would cost memory for every watcher. Confined to
 * the event loop of its {@link Hub}.
 */
abstract class WatcherConnection {
  /** Moments on the hub's clock in milliseconds; 0 for never. */
  private long stalledSince;

  /** The bytes that its socket had not taken when it was last asked. */
  private int unsent;

  private long closingSince;
  private long pingedAt;
  private long heardAt;

  /** Tells whether its socket takes more now. When not, it calls {@link Hub#drained} once it does. */
  protected abstract boolean isWritable();

  /** Counts the bytes that wait in memory because its socket did not take them. */
  protected abstract long waitingBytes();

  /** Counts the bytes that the kernel has yet to take: a number that shrinks whenever its client reads. */
  protected abstract long unsentBytes();

  /** Writes bytes of its format and flushes them; takes over one reference of {@code bytes}. */
  protected abstract void write(ByteBuf bytes);

  /** Writes bytes that other watchers are sent too, and leaves them as they are. */
  protected abstract void writeShared(ByteBuf bytes);

  /** Writes bytes of its own, whose reference it takes over, and in the same message bytes that others are sent too. */
  protected abstract void writeShared(ByteBuf head, ByteBuf bytes);

  /**
   * Sends a sign of life: whatever its transport has for that, and the heartbeat of its format.
   *
   * @param heartbeat which may be empty; takes over its reference
   */
  protected abstract void ping(ByteBuf heartbeat);

  /** Tells whether silence from the other side means that it is disconnected. */
  protected abstract boolean answersPings();

  /** Sends the reason, then closes. */
  protected abstract void close(DisconnectReason reason);

  /** Closes at once, without a word. */
  protected abstract void drop();

  /** Starts the clocks of a watcher that has just come. */
  void start(long now, long lastPing) {
    heardAt = now;
    pingedAt = lastPing;
  }

  /** Notes that the other side has sent something. */
  protected final void heard(long now) {
    heardAt = now;
  }

  long heardAt() {
    return heardAt;
  }

  long pingedAt() {
    return pingedAt;
  }

  void pinged(long at) {
    pingedAt = at;
  }

  /** Measures for how long its full socket has taken nothing, in milliseconds, as far as it is asked. */
  long stalledMillis(long now) {
    if (isWritable()) {
      stalledSince = 0;
      return 0;
    }
    int left = (int) Math.min(Integer.MAX_VALUE, unsentBytes());
    if (stalledSince == 0 || left < unsent) {
      stalledSince = now; // what shrinks is not stalled; growth is our own doing
    }
    unsent = left;
    return now - stalledSince;
  }

  /** Notes that its socket has drained, which is a sign of life. */
  void drained(long now) {
    stalledSince = 0;
    heardAt = now;
  }

  /** Begins to close, which happens once. */
  protected final void startClosing(long now) {
    assert closingSince == 0 : "closing already";
    closingSince = now;
  }

  /** Tells whether it is being closed. */
  public final boolean isClosing() {
    return closingSince > 0;
  }

  long closingSince() {
    return closingSince;
  }
}

package dev.liveorders.live.sse;

import io.netty.buffer.ByteBuf;

/** The way of an event stream's bytes to its client. Confined to the event loop of its {@link SseWatcher}. */
interface EventSink {
  /** Sends bytes; takes over one reference. */
  void write(ByteBuf bytes);

  /** Tells whether it should be sent nothing now, as its client does not take what it was sent. */
  boolean isFull();

  /** Has somebody told whenever it is full no longer. */
  void onDrained(Runnable handler);

  /** Counts the bytes that wait in memory because the client did not take them. */
  long waitingBytes();

  /** Counts the bytes that have yet to be taken: a number that shrinks whenever the client reads. */
  long unsentBytes();
}

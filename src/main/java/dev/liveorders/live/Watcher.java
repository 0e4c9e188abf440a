package dev.liveorders.live;

import dev.liveorders.model.Position;
import io.netty.buffer.ByteBuf;

/**
 * One open WebSocket or SSE response: at a position in one feed. It costs its position and nothing else while its socket is
 * full. Confined to the event loop of its hub.
 */
abstract class Watcher {
  /** The position of a watcher whose socket was full when it joined: the next it gets is a snapshot. */
  static final long SHOWN_NOTHING = -1;

  /** What it watches, or will when there is a board; null for nothing. */
  FeedKey wanted;

  /** What it had seen before it connected; null when nothing, and once that is used. */
  Position seen;

  /** The commits it has been shown, as far as they touch its feed. */
  long position;

  /** Where it watches, and its place among the feed's watchers; null and -1 when nowhere. */
  Feed feed;

  int index = -1;

  /** When its socket was first found full, on the hub's clock in milliseconds; 0 while it drains. */
  long stalledSince;

  /** When we began to close it, on the hub's clock in milliseconds; 0 while it is open. */
  long closingSince;

  /** When it was last pinged, and last heard of, on the hub's clock in milliseconds. */
  long pingedAt;

  long heardAt;

  /** Its place among all watchers of the hub. */
  int place = -1;

  abstract Dialect dialect();

  /** How many switches its client has asked for. */
  int gen() {
    return 0;
  }

  /** Whether its socket takes more now. When not, {@link Hub#drained} is called once it does. */
  abstract boolean isWritable();

  /** Bytes that wait in memory because its socket did not take them. */
  abstract long waitingBytes();

  /** Writes bytes of its {@link #dialect} and flushes them; takes over one reference of {@code bytes}. */
  abstract void write(ByteBuf bytes);

  /** Writes bytes that others are sent too, and leaves them as they are. */
  void writeShared(ByteBuf bytes) {
    write(bytes.retainedDuplicate());
  }

  /** Writes in two parts what {@link #write(ByteBuf)} writes in one. */
  abstract void write(ByteBuf first, ByteBuf second);

  /** Shows that there is nothing under a name that can be no category, if its dialect has words for that. */
  void showNothing(String name, Position position) {}

  /** Shows that we are here: a ping, or an event that carries only the position. */
  abstract void ping();

  /** Whether silence from the other side means that it is gone. */
  abstract boolean answersPings();

  /** Says why, then closes. */
  abstract void close(CloseReason reason);

  /** Closes at once, without a word. */
  abstract void drop();
}

package dev.liveorders.live.websocket;

import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.Subscription;
import java.util.concurrent.TimeUnit;

/**
 * The limits of what one socket may ask in a second. Ten switches are carried out; of those that come faster only the
 * newest waits. Two tokens are read, as verifying one takes time. Behind a hundred messages, or 128 KiB, the rest is
 * left unread until the second is over. Fragments are no messages, but each counts for some bytes more than it has.
 * Confined to the event loop of its {@link Hub}.
 */
final class CommandThrottle {
  static final int MAX_SWITCHES = 10;
  static final int MAX_TOKENS = 2;
  static final int MAX_MESSAGES = 100;
  static final int MAX_BYTES = 131_072;

  /** Work that a frame is, whatever is in it, in bytes. */
  static final int FRAME_BYTES = 32;

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final WebSocketWatcher watcher;
  private long windowStart;
  private int messages;
  private int bytes;
  private int switches;
  private int tokens;
  private Subscription waiting;
  private boolean waking;

  CommandThrottle(WebSocketWatcher watcher) {
    this.watcher = watcher;
    this.windowStart = now();
  }

  /**
   * Counts a frame that has come.
   *
   * @param last   whether it is a message, or ends one
   * @param length of its payload, in bytes
   */
  void count(boolean last, int length) {
    startWindow();
    messages += last ? 1 : 0;
    bytes += FRAME_BYTES + length;
    if (messages > MAX_MESSAGES || bytes > MAX_BYTES) {
      watcher.channel().config().setAutoRead(false);
      wakeLater();
    }
  }

  /** Carries a switch out now, or lets it wait in the place of the one before. */
  void subscribe(Subscription subscription) {
    startWindow();
    if (switches < MAX_SWITCHES) {
      switches++;
      waiting = null;
      watcher.subscribe(subscription);
    } else {
      waiting = subscription;
      wakeLater();
    }
  }

  /** Counts a token that has come, and tells whether it may be read. */
  boolean mayRead() {
    startWindow();
    return ++tokens <= MAX_TOKENS;
  }

  private void startWindow() {
    long now = now();
    if (now - windowStart >= WINDOW_NANOS) {
      windowStart = now;
      messages = 0;
      bytes = 0;
      switches = 0;
      tokens = 0;
    }
  }

  private void wakeLater() {
    if (!waking) {
      waking = true;
      watcher
          .channel()
          .eventLoop()
          .schedule(this::wake, windowStart + WINDOW_NANOS - now(), TimeUnit.NANOSECONDS);
    }
  }

  private void wake() {
    waking = false;
    if (waiting != null && !watcher.isClosing() && watcher.channel().isActive()) {
      subscribe(waiting);
    }
    watcher
        .channel()
        .config()
        .setAutoRead(true); // when closing, too: the answer may be behind the rest
  }

  /** Reads the clock of the event loop, which is the one that it wakes by. */
  private long now() {
    return watcher.channel().eventLoop().ticker().nanoTime();
  }
}

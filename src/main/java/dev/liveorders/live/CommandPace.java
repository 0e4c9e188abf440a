package dev.liveorders.live;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;

/**
 * How fast one socket is listened to. At most ten switches a second are carried out; of those that come faster only the
 * newest waits. Of more than a hundred messages a second the rest is left unread until the second is over. Confined to the
 * event loop of its socket.
 */
final class CommandPace {
  private static final int MOST_SWITCHES = 10;
  private static final int MOST_MESSAGES = 100;
  private static final long WINDOW_MILLIS = 1_000;

  private final SocketWatcher watcher;
  private long windowStart;
  private int messages;
  private int switches;
  private Interest waiting;
  private boolean waking;

  CommandPace(SocketWatcher watcher) {
    this.watcher = watcher;
  }

  /** A message has come. */
  void count(ChannelHandlerContext ctx) {
    startWindow();
    if (++messages > MOST_MESSAGES) {
      ctx.channel().config().setAutoRead(false);
      wakeLater(ctx);
    }
  }

  /** A switch has been asked for: carries it out now, or lets it wait in the place of the one before. */
  void turnTo(ChannelHandlerContext ctx, Interest interest) {
    startWindow();
    if (switches < MOST_SWITCHES) {
      switches++;
      waiting = null;
      watcher.hub().turnTo(watcher, interest);
    } else {
      waiting = interest;
      wakeLater(ctx);
    }
  }

  private void startWindow() {
    long now = watcher.hub().now();
    if (now - windowStart >= WINDOW_MILLIS) {
      windowStart = now;
      messages = 0;
      switches = 0;
    }
  }

  private void wakeLater(ChannelHandlerContext ctx) {
    if (!waking) {
      waking = true;
      long delay = Math.max(1, windowStart + WINDOW_MILLIS - watcher.hub().now());
      ctx.executor().schedule(() -> wake(ctx), delay, TimeUnit.MILLISECONDS);
    }
  }

  private void wake(ChannelHandlerContext ctx) {
    waking = false;
    if (waiting != null && !watcher.isClosing() && ctx.channel().isActive()) {
      turnTo(ctx, waiting);
    }
    ctx.channel()
        .config()
        .setAutoRead(true); // when closing, too: the answer may be behind the rest
  }
}

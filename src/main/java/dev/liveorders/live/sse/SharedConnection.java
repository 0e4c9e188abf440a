package dev.liveorders.live.sse;

import dev.liveorders.netty.UnsentLimit;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;

/**
 * The limit of unsent bytes of a connection that many streams share, the page's files among them. It is larger than
 * that of a connection of one stream, so that files do not trickle, and still small: what exceeds it waits in no
 * buffer, but is coalesced.
 */
final class SharedConnection {
  private static final int MIN_BYTES = 16_384;

  private SharedConnection() {}

  /** Limits the bytes that wait in the kernel and in Netty's buffer for a client that does not read. */
  static void limitUnsent(Channel channel, int maxBufferedBytes) {
    int bytes = Math.max(MIN_BYTES, maxBufferedBytes);
    UnsentLimit.set(channel, bytes);
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(bytes / 2, bytes));
  }
}

package dev.liveorders.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * The bytes that wait in memory because the kernel did not take them.
 *
 * <p>Reason: {@code Channel.bytesBeforeUnwritable()} tells the distance to the high-water mark, and 0 beyond it. It
 * tells neither the unsent bytes nor whether the channel is closed. Without {@code Channel.unsafe()} a socket is
 * skipped only from the high-water mark on, not from its first unsent byte.
 */
public final class WriteQueue {
  private WriteQueue() {}

  /** Returns how many bytes wait; 0 once the channel is closed. */
  public static long bytes(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  /**
   * Returns how many bytes the kernel has yet to take, 0 once the channel is closed. {@link #bytes} counts a buffer
   * whole until its last byte is sent; this number shrinks whenever the peer takes anything.
   */
  public static long unsent(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null
        ? 0
        : Math.max(0, waiting.totalPendingWriteBytes() - waiting.currentProgress());
  }
}

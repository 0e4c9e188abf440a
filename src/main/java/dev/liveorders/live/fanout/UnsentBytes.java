package dev.liveorders.live.fanout;

import dev.liveorders.netty.UnsentLimit;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;

/** The limit of the bytes that wait for a peer that does not read. All connections of a hub share it. */
final class UnsentBytes {
  private final int max;
  private final WriteBufferWaterMark waterMark;

  UnsentBytes(int max) {
    this.max = max;
    this.waterMark = new WriteBufferWaterMark(max / 2, max);
  }

  /** Limits them in the kernel and here. */
  void limit(Channel channel) {
    UnsentLimit.set(channel, max);
    channel.config().setWriteBufferWaterMark(waterMark);
  }
}

package dev.liveorders.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import java.util.List;

/**
 * The limit of bytes that the kernel buffers for a peer beyond what is on its way (tcp(7), TCP_NOTSENT_LOWAT).
 * Without it the kernel takes megabytes for a peer that does not read, and would deliver all that is old first.
 *
 * <p>Reason: Vert.x has no such option for a server, and Netty has one for each transport. If they go, or on another
 * transport, slow peers are noticed later and are shown totals that were outdated long ago.
 */
public final class UnsentLimit {
  private static final List<ChannelOption<Long>> OPTIONS =
      List.of(EpollChannelOption.TCP_NOTSENT_LOWAT, IoUringChannelOption.TCP_NOTSENT_LOWAT);

  private UnsentLimit() {}

  /** Sets the limit in bytes where the channel's transport has one. */
  public static void set(Channel channel, long bytes) {
    for (ChannelOption<Long> option : OPTIONS) {
      channel.config().setOption(option, bytes);
    }
  }
}

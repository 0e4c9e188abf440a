package dev.liveorders.app.rehearsal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * A watcher that stays. It reads its first totals; what follows is left to the kernel, which has room for a
 * rehearsal, as reading costs as much as being shown. Confined to the event loop of its rehearsal.
 */
final class WatchingClient extends ChannelInboundHandlerAdapter {
  private final ScratchClients clients;
  private final ByteBuf request;

  WatchingClient(ScratchClients clients, ByteBuf request) {
    this.clients = clients;
    this.request = request;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(request.duplicate(), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object welcome) {
    ((ByteBuf) welcome).release();
    ctx.channel().config().setAutoRead(false);
    clients.onShown(ctx.channel());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}

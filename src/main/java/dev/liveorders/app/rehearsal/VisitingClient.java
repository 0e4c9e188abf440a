package dev.liveorders.app.rehearsal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** A watcher that leaves as soon as it has been shown totals. Confined to the event loop of its rehearsal. */
final class VisitingClient extends ChannelInboundHandlerAdapter {
  private final ScratchClients clients;
  private final ByteBuf request;

  VisitingClient(ScratchClients clients, ByteBuf request) {
    this.clients = clients;
    this.request = request;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(request.duplicate(), ctx.voidPromise());
  }

  /** The answer and the totals come at once. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object welcome) {
    ((ByteBuf) welcome).release();
    clients.onShown(ctx.channel());
    ctx.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}

package dev.liveorders.app.rehearsal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A keep-alive connection that sends requests in turn, each when the last is answered. Of an answer it reads only where
 * that ends: what a client costs is taken from what is rehearsed. Confined to the event loop of its rehearsal.
 */
final class AskingClient extends ChannelInboundHandlerAdapter {
  /** The place of the status in an answer: behind {@code HTTP/1.1} and a space. */
  private static final int STATUS = 9;

  private static final ByteBuf BLANK = needle("\r\n\r\n");
  private static final ByteBuf LENGTH = needle("content-length: ");

  private final ScratchClients clients;
  private final List<ByteBuf> requests;
  private int asked;

  /** Bytes of the answer under way that have not come yet. */
  private int missing;

  private boolean success;

  AskingClient(ScratchClients clients, List<ByteBuf> requests) {
    this.clients = clients;
    this.requests = requests;
  }

  private static ByteBuf needle(String text) {
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    askNext(ctx);
  }

  private void askNext(ChannelHandlerContext ctx) {
    ByteBuf request = requests.get(asked++ % requests.size());
    ctx.writeAndFlush(request.duplicate(), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (missing == 0) {
        missing = length(bytes);
        success = missing > STATUS && bytes.getByte(bytes.readerIndex() + STATUS) == '2';
      }
      missing -= bytes.readableBytes();
    } finally {
      bytes.release();
    }
    if (missing == 0) {
      if (clients.onAnswer(ctx.channel(), success)) {
        askNext(ctx);
      }
    } else if (missing < 0) {
      ctx.close(); // its head came in parts, or more than was asked for: this one is done
    }
  }

  /** Returns the length of an answer that begins here, negative when its head is not whole. */
  private static int length(ByteBuf answer) {
    int blank = ByteBufUtil.indexOf(BLANK, answer);
    if (blank < 0) {
      return -1;
    }
    int head = blank + BLANK.readableBytes() - answer.readerIndex();
    int at = ByteBufUtil.indexOf(LENGTH, answer.slice(answer.readerIndex(), head));
    int body = 0;
    if (at >= 0) {
      for (int i = answer.readerIndex() + at + LENGTH.readableBytes();
          answer.getByte(i) != '\r';
          i++) {
        body = 10 * body + answer.getByte(i) - '0';
      }
    }
    return head + body;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}

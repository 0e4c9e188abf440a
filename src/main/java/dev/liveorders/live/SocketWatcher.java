package dev.liveorders.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;

/** An open WebSocket. Confined to the event loop of its hub, which is its channel's. */
final class SocketWatcher extends Watcher {
  /** An empty ping (RFC 6455 section 5.5.2). */
  private static final ByteBuf PING = Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(2).writeByte(0x89).writeByte(0))
      .asReadOnly();

  private final Hub hub;

  /** Before the frame encoder, as our frames are encoded already; TLS still comes after. */
  private final ChannelHandlerContext out;

  SocketWatcher(Hub hub, ChannelHandlerContext out) {
    this.hub = hub;
    this.out = out;
  }

  Channel channel() {
    return out.channel();
  }

  Hub hub() {
    return hub;
  }

  boolean isClosing() {
    return closingSince > 0;
  }

  @Override
  Dialect dialect() {
    return Dialect.PLAIN;
  }

  @Override
  boolean isWritable() {
    return channel().isWritable();
  }

  @Override
  void write(ByteBuf bytes) {
    out.writeAndFlush(bytes, out.voidPromise());
  }

  @Override
  void ping() {
    if (isWritable()) {
      write(PING.duplicate());
    }
  }

  @Override
  boolean answersPings() {
    return true;
  }

  /** Begins the closing handshake; the hub drops a socket that does not finish it. */
  @Override
  void close(CloseReason reason) {
    if (!isClosing()) {
      closingSince = hub.now();
      hub.leave(this);
      channel().writeAndFlush(new CloseWebSocketFrame(reason.code(), reason.text()));
    }
  }

  /** Closes without waiting for the other side, which has broken the protocol. */
  void fail(CloseReason reason) {
    if (!isClosing()) {
      closingSince = hub.now();
      hub.leave(this);
      channel()
          .writeAndFlush(new CloseWebSocketFrame(reason.code(), reason.text()))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Answers the other side's close frame, which is the last that either sends. */
  void answerClose(CloseWebSocketFrame frame) {
    hub.leave(this);
    if (isClosing()) {
      channel().close();
      return;
    }
    closingSince = hub.now();
    channel().writeAndFlush(frame.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  void drop() {
    channel().close();
  }
}

package dev.liveorders.live;

import dev.liveorders.model.Position;
import dev.liveorders.netty.DirectSend;
import dev.liveorders.netty.WriteQueue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.ssl.SslHandler;

/** An open WebSocket. Confined to the event loop of its hub, which is its channel's. */
final class SocketWatcher extends Watcher {
  /** An empty ping (RFC 6455 section 5.5.2). */
  private static final ByteBuf PING = Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(2).writeByte(0x89).writeByte(0))
      .asReadOnly();

  private final Hub hub;

  /** Before the frame encoder, as our frames are encoded already; TLS still comes after. */
  private final ChannelHandlerContext out;

  private final Dialect dialect;

  /** For bytes that need nothing but to be sent; null where there is always more to it. */
  private final Socket direct;

  private int gen;

  /** Whether the system did not take all of the last message, so that the rest waits here. */
  private boolean full;

  SocketWatcher(Hub hub, ChannelHandlerContext out, Dialect dialect) {
    this.hub = hub;
    this.out = out;
    this.dialect = dialect;
    this.direct = DirectSend.socketBehind(out);
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
    return dialect;
  }

  @Override
  int gen() {
    return gen;
  }

  /** Its client has asked for a switch. */
  void countSwitch() {
    gen++;
  }

  @Override
  boolean isWritable() {
    return !full && channel().isWritable();
  }

  @Override
  long waitingBytes() {
    return WriteQueue.bytes(channel());
  }

  @Override
  void write(ByteBuf bytes) {
    out.writeAndFlush(bytes, out.voidPromise());
    noteWhetherFull();
  }

  @Override
  void writeShared(ByteBuf bytes) {
    int sent =
        direct != null && WriteQueue.isOpenAndEmpty(channel()) ? DirectSend.send(direct, bytes) : 0;
    int rest = bytes.readableBytes() - sent;
    if (rest > 0) {
      write(bytes.retainedSlice(bytes.readerIndex() + sent, rest));
    }
  }

  @Override
  void write(ByteBuf first, ByteBuf second) {
    out.write(first, out.voidPromise());
    write(second);
  }

  /**
   * Behind what the system did not take goes an empty marker: once that is written, all is. Until then nothing more is
   * written here, so that a socket that does not drain costs one message at most.
   */
  void noteWhetherFull() {
    if (!full && waitingBytes() > 0) {
      full = true;
      out.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
        full = false;
        if (written.isSuccess()) {
          hub.drained(this);
        }
      });
    }
  }

  @Override
  void showNothing(String name, Position at) {
    if (dialect == Dialect.V1) {
      write(V1Frames.message(Messages.nothing(name, at.epoch(), gen, at.seq())));
    }
  }

  /** Tells what was wrong with a command, if the dialect has words for that. */
  void showError(String code, String message) {
    if (dialect == Dialect.V1 && isWritable()) {
      write(V1Frames.message(Messages.error(code, message)));
    }
  }

  /** A ping for the socket, and in v1 a heartbeat for the client, which pings are hidden from. */
  @Override
  void ping() {
    if (!isWritable()) {
      return;
    }
    if (dialect == Dialect.V1 && position >= 0) {
      write(
          PING.duplicate(),
          V1Frames.message(Messages.heartbeat(hub.positionOf(this), hub.staleMillis())));
    } else {
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

  /**
   * Says why and sends nothing after that, as the other side has broken the protocol. Whatever that sends is thrown away
   * until it hangs up, or the hub drops it: hanging up on unread bytes would take the close frame from it (RFC 6455 section
   * 7.1.1).
   */
  void fail(CloseReason reason) {
    channel().pipeline().remove(WebSocketFrameDecoder.class);
    if (isClosing()) {
      endOutput();
      return;
    }
    closingSince = hub.now();
    hub.leave(this);
    channel()
        .writeAndFlush(new CloseWebSocketFrame(reason.code(), reason.text()))
        .addListener(sent -> endOutput());
  }

  private void endOutput() {
    SslHandler tls = channel().pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else {
      ((DuplexChannel) channel()).shutdownOutput();
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

package dev.liveorders.live.websocket;

import dev.liveorders.limits.Client;
import dev.liveorders.limits.ClientUse;
import dev.liveorders.limits.LimitReached;
import dev.liveorders.live.fanout.DisconnectReason;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.fanout.SubscriptionCost;
import dev.liveorders.live.fanout.Watcher;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.metrics.ClosedBy;
import dev.liveorders.netty.WriteQueue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;

/** A watcher by WebSocket. Confined to the event loop of its {@link Hub}, which is its channel's. */
final class WebSocketWatcher extends Watcher {
  /** An empty ping (RFC 6455 section 5.5.2). */
  private static final ByteBuf PING = Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(2).writeByte(0x89).writeByte(0))
      .asReadOnly();

  private final Hub hub;

  /** Before the frame encoder, as our frames are encoded already; TLS still comes after. */
  private final ChannelHandlerContext out;

  /** The part that it takes of its client's limits; null for a client that is not limited. */
  private final ClientUse use;

  /** The number of switches that its client has asked for; the newest of them may wait. */
  private int asked;

  /** The same number when the newest was carried out. */
  private int gen;

  /** Set while a part of the last message waits here, as the kernel did not take all. */
  private boolean full;

  WebSocketWatcher(Hub hub, ChannelHandlerContext out, WireFormat format, ClientUse use) {
    super(format);
    this.use = use;
    this.hub = hub;
    this.out = out;
  }

  Channel channel() {
    return out.channel();
  }

  Hub hub() {
    return hub;
  }

  @Override
  protected int gen() {
    return gen;
  }

  @Override
  protected boolean isLeaving() {
    return gen < asked;
  }

  @Override
  protected Client client() {
    return use == null ? null : use.client();
  }

  /** Notes that its client has sent something. */
  void heardFrom() {
    heard(Hub.now());
  }

  /** Carries out the newest switch. Where that is more than its client may, it is closed. */
  void subscribe(Subscription subscription) {
    gen = asked;
    Optional<LimitReached> reached =
        use == null ? Optional.empty() : SubscriptionCost.take(use, hub.board(), subscription);
    if (reached.isPresent()) {
      close(CloseReason.limit(reached.get().message()));
    } else {
      hub.subscribe(this, subscription);
    }
  }

  /** Notes that its connection has ended. */
  void onEnd() {
    hub.disconnected(this);
    if (use != null) {
      use.end();
    }
  }

  /** Counts a switch that its client has asked for. */
  void countSwitch() {
    asked++;
  }

  @Override
  protected boolean isWritable() {
    return !full && channel().isWritable();
  }

  @Override
  protected long waitingBytes() {
    return WriteQueue.bytes(channel());
  }

  @Override
  protected long unsentBytes() {
    return WriteQueue.unsent(channel());
  }

  @Override
  protected void write(ByteBuf bytes) {
    out.writeAndFlush(bytes, out.voidPromise());
    noteWhetherFull(null);
  }

  /** A plain duplicate: the one that {@code retainedDuplicate} takes from a pool costs more, as thousands are out at once. */
  @Override
  protected void writeShared(ByteBuf bytes) {
    out.writeAndFlush(bytes.duplicate().retain(), out.voidPromise());
    noteWhetherFull(bytes);
  }

  @Override
  protected void writeShared(ByteBuf head, ByteBuf bytes) {
    out.write(head, out.voidPromise());
    out.writeAndFlush(bytes.duplicate().retain(), out.voidPromise());
    noteWhetherFull(bytes);
  }

  /**
   * Notes whether the kernel took all. After a partial write an empty buffer is queued, whose promise completes when all
   * before it is written. Until then nothing more is written, so a socket that does not drain costs one message at most.
   *
   * @param shared what was written last that others are written, too; null when nothing
   */
  void noteWhetherFull(ByteBuf shared) {
    if (!full && waitingBytes() > 0) {
      full = true;
      hub.stalled().add(this, shared);
      out.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
        full = false;
        if (written.isSuccess()) {
          hub.drained(this);
        } else {
          hub.stalled().remove(this);
        }
      });
    }
  }

  /** Tells what was wrong with a command, if its format has words for that. */
  void showError(String code, String message) {
    ByteBuf error = isWritable() ? format().error(code, message) : Unpooled.EMPTY_BUFFER;
    if (error.isReadable()) {
      write(error);
    }
  }

  /** Sends a ping to the socket, and a heartbeat to the client, which pings are hidden from. */
  @Override
  protected void ping(ByteBuf heartbeat) {
    if (heartbeat.isReadable()) {
      out.write(PING.duplicate(), out.voidPromise());
      write(heartbeat);
    } else {
      write(PING.duplicate());
    }
  }

  @Override
  protected boolean answersPings() {
    return true;
  }

  /** Begins the closing handshake; the hub drops a socket that does not finish it. */
  @Override
  protected void close(DisconnectReason reason) {
    close(CloseReason.of(reason));
  }

  /** Begins the closing handshake. */
  void close(CloseReason reason) {
    if (!isClosing()) {
      startClosing(Hub.now());
      hub.count().onClosed(this, ClosedBy.SERVER, reason.code());
      hub.unsubscribe(this);
      channel().writeAndFlush(new CloseWebSocketFrame(reason.code(), reason.text()));
    }
  }

  /**
   * Sends the reason and nothing after it, as the other side has broken the protocol. Its further bytes are thrown away
   * until it hangs up, or the hub drops it. Hanging up on unread bytes would take the close frame from it (RFC 6455 section
   * 7.1.1).
   */
  void fail(CloseReason reason) {
    channel().pipeline().remove(WebSocketFrameDecoder.class);
    if (isClosing()) {
      endOutput();
      return;
    }
    startClosing(Hub.now());
    hub.count().onClosed(this, ClosedBy.SERVER, reason.code());
    hub.unsubscribe(this);
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
    hub.unsubscribe(this);
    if (isClosing()) {
      channel().close();
      return;
    }
    startClosing(Hub.now());
    hub.count().onClosed(this, ClosedBy.CLIENT, frame.statusCode());
    channel().writeAndFlush(frame.duplicate().retain()).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  protected void drop() {
    channel().close();
  }
}

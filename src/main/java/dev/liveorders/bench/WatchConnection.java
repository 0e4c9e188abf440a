package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;

/**
 * A connection that is shown the total of one product. It looks at each byte at most once and keeps none. Confined to
 * the event loop of its load.
 */
abstract class WatchConnection extends ChannelInboundHandlerAdapter {
  /** The keeper of watchers, who hears what becomes of them. */
  interface Owner {
    /** Returns the bytes with which a watcher asks to be one. */
    ByteBuf request(WatchConnection socket);

    /** A watcher was not let in; says why. It is closed next. */
    void onRejected(WatchConnection socket, String why);

    /** A watcher was sent a message: {@code length} of the bytes, from {@code start} on. */
    void onMessage(WatchConnection socket, ByteBuf bytes, int start, int length, long now);

    /** A watcher was shown its first total. */
    void onFirstTotal(WatchConnection socket);

    /** A watcher that had been shown the total {@code before} was shown another. */
    void onTotal(WatchConnection socket, long before, long now);

    /** The connection of a watcher ended. */
    void onClosed(WatchConnection socket);
  }

  private static final ByteBuf BLANK =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII));

  private final Owner owner;
  private final SoldProduct product;
  private final ByteBuf status;
  private final ByteBuf needle;
  private ByteBuf carried;
  private Channel channel;
  private boolean accepted;
  private long total = -1;

  /** Which of its owner's it is; for the owner. */
  int ordinal;

  /**
   * @param status the beginning of an answer by which the server lets it watch
   */
  WatchConnection(Owner owner, SoldProduct product, byte[] status) {
    this.owner = owner;
    this.product = product;
    this.status = Unpooled.wrappedBuffer(status);
    this.needle = Unpooled.wrappedBuffer(product.marker());
  }

  /** Reads what has come behind the head of the answer; leaves the beginning of what is not whole yet. */
  abstract void read(ByteBuf bytes, long now);

  SoldProduct product() {
    return product;
  }

  /** The newest total it was shown; negative before the first. */
  long total() {
    return total;
  }

  /**
   * Takes over the total that one before it was shown: a server that it resumes at tells only what has changed since.
   */
  void resumeAt(long shown) {
    total = shown;
  }

  boolean isExact() {
    return total == product.expected();
  }

  final Channel channel() {
    return channel;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    ctx.writeAndFlush(owner.request(this), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (carried != null) {
      bytes = Unpooled.wrappedBuffer(carried, bytes);
      carried = null;
    }
    try {
      if (accepted || readHead(bytes)) {
        read(bytes, System.nanoTime());
      }
      if (bytes.isReadable()) {
        carried = Unpooled.copiedBuffer(bytes);
      }
    } finally {
      bytes.release();
    }
  }

  private boolean readHead(ByteBuf bytes) {
    int blank = ByteBufUtil.indexOf(BLANK, bytes);
    if (blank < 0) {
      return false;
    }
    if (!ByteBufUtil.equals(status, 0, bytes, 0, status.readableBytes())) {
      owner.onRejected(this, bytes.toString(0, blank, StandardCharsets.US_ASCII));
      channel.close();
      return false;
    }
    bytes.readerIndex(blank + BLANK.readableBytes());
    accepted = true;
    return true;
  }

  /** Reads one message. */
  final void onMessage(ByteBuf bytes, int start, int length, long now) {
    owner.onMessage(this, bytes, start, length, now);
    long shown = totalIn(bytes, start, length);
    if (shown >= 0) {
      onTotal(shown, now);
    }
  }

  /** Returns the total of the product in a message; -1 when it says nothing of it. */
  private long totalIn(ByteBuf bytes, int start, int length) {
    int at = start + 1;
    int marker = needle.readableBytes();
    if (length <= marker || !ByteBufUtil.equals(bytes, at, needle, 0, marker)) {
      int found = ByteBufUtil.indexOf(needle, bytes.slice(start, length));
      if (found < 0) {
        return -1;
      }
      at = start + found;
    }
    return AsciiNumber.read(bytes, at + marker, start + length);
  }

  private void onTotal(long shown, long now) {
    long before = total;
    total = shown;
    if (before < 0) {
      owner.onFirstTotal(this);
    } else {
      owner.onTotal(this, before, now);
    }
  }

  /** Returns after how many milliseconds the server wants it back; negative when it did not say. */
  long retryAfterMillis() {
    return -1;
  }

  /** Stops reading, so that the socket fills up, or resumes it. */
  void stall(boolean stalled) {
    channel.config().setAutoRead(!stalled);
  }

  void close() {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    carried = null;
    owner.onClosed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause.getCause() instanceof SSLException rejected) {
      owner.onRejected(this, "TLS: " + rejected.getMessage());
    }
    ctx.close();
  }
}

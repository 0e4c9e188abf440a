package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * A watcher of one product: reads the total that comes with it in each message, in either dialect. A WebSocket client of
 * its own (RFC 6455), which looks at each byte at most once and keeps none. Confined to the event loop of its load.
 */
final class WatchSocket extends ChannelInboundHandlerAdapter {
  /** The answer to it is not checked: what follows is read as frames, and would be none. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final byte[] SWITCHED = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);
  private static final ByteBuf BLANK =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII));
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final byte PONG_HEADER = (byte) 0x8a;
  private static final byte MASKED = (byte) 0x80;

  private final WatcherGroup audience;
  private final SoldProduct product;
  private final ByteBuf needle;
  private ByteBuf carried;
  private Channel channel;
  private boolean upgraded;
  private long total = -1;

  WatchSocket(WatcherGroup audience, SoldProduct product) {
    this.audience = audience;
    this.product = product;
    this.needle = Unpooled.wrappedBuffer(product.marker());
  }

  /**
   * The handshake (RFC 6455 section 4.1).
   *
   * @param headers further ones, each with its end of line
   */
  static ByteBuf handshake(Target target, String path, String headers) {
    return Unpooled.copiedBuffer(
        "GET " + path + " HTTP/1.1\r\nHost: " + target.authority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            + KEY + "\r\n" + headers + "\r\n",
        StandardCharsets.US_ASCII);
  }

  SoldProduct product() {
    return product;
  }

  /** The newest total it was shown; negative before the first. */
  long total() {
    return total;
  }

  boolean isExact() {
    return total == product.expected();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    ctx.writeAndFlush(audience.handshake(this), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (carried != null) {
      bytes = Unpooled.wrappedBuffer(carried, bytes);
      carried = null;
    }
    try {
      if (upgraded || readAnswer(bytes)) {
        readFrames(bytes, System.nanoTime());
      }
      if (bytes.isReadable()) {
        carried = Unpooled.copiedBuffer(bytes);
      }
    } finally {
      bytes.release();
    }
  }

  private boolean readAnswer(ByteBuf bytes) {
    int blank = ByteBufUtil.indexOf(BLANK, bytes);
    if (blank < 0) {
      return false;
    }
    if (!ByteBufUtil.equals(Unpooled.wrappedBuffer(SWITCHED), 0, bytes, 0, SWITCHED.length)) {
      audience.onRefused(bytes.toString(0, blank, StandardCharsets.US_ASCII));
      channel.close();
      return false;
    }
    bytes.readerIndex(blank + BLANK.readableBytes());
    upgraded = true;
    return true;
  }

  private void readFrames(ByteBuf bytes, long now) {
    while (bytes.readableBytes() >= 2) {
      int start = bytes.readerIndex();
      int opcode = bytes.getByte(start) & 0x0f;
      int header = 2;
      long length = bytes.getByte(start + 1) & 0x7f;
      if (length == 126 && bytes.readableBytes() >= 4) {
        header = 4;
        length = bytes.getUnsignedShort(start + 2);
      } else if (length == 127 && bytes.readableBytes() >= 10) {
        header = 10;
        length = bytes.getLong(start + 2);
      } else if (length > 125) {
        return;
      }
      if (bytes.readableBytes() < header + length) {
        return;
      }
      onFrame(opcode, bytes, start + header, (int) length, now);
      bytes.readerIndex(start + header + (int) length);
    }
  }

  private void onFrame(int opcode, ByteBuf bytes, int start, int length, long now) {
    if (opcode == CLOSE) {
      channel.close();
    } else if (opcode == PING) {
      ByteBuf pong = Unpooled.buffer(6 + length).writeByte(PONG_HEADER).writeByte(MASKED | length);
      channel.writeAndFlush(pong.writeInt(0).writeBytes(bytes, start, length));
    } else {
      audience.countFrame();
      long shown = totalIn(bytes, start, length);
      if (shown >= 0) {
        onTotal(shown, now);
      }
    }
  }

  /** The total of the product in a message; -1 when it says nothing of it. */
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
    long number = 0;
    for (int i = at + marker; i < start + length && Character.isDigit(bytes.getByte(i)); i++) {
      number = 10 * number + bytes.getByte(i) - '0';
    }
    return number;
  }

  private void onTotal(long shown, long now) {
    long before = total;
    total = shown;
    if (before < 0) {
      audience.onFirstTotal(this);
    } else {
      audience.onTotal(this, before, now);
    }
  }

  /** Stops reading, so that the socket fills up, or reads again. */
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
    audience.onClosed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}

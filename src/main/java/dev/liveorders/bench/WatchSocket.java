package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A watcher by WebSocket (RFC 6455), in either wire format. Confined to the event loop of its load. */
final class WatchSocket extends WatchConnection {
  private static final byte[] SWITCHED = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);

  /** The answer to it is not checked: what follows is read as frames, and would be none. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final byte PONG_HEADER = (byte) 0x8a;
  private static final byte MASKED = (byte) 0x80;

  /** The reason of a server that shuts down, behind the two bytes of the close code. */
  private static final String RETRY_AFTER = "retry-after-ms=";

  private long retryAfterMillis = -1;

  WatchSocket(Owner owner, SoldProduct product) {
    super(owner, product, SWITCHED);
  }

  /**
   * Returns the handshake (RFC 6455 section 4.1).
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

  @Override
  void read(ByteBuf bytes, long now) {
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

  private void readReason(String closing) {
    int at = closing.indexOf(RETRY_AFTER);
    if (at >= 0) {
      retryAfterMillis = Long.parseLong(closing.substring(at + RETRY_AFTER.length()));
    }
  }

  @Override
  long retryAfterMillis() {
    return retryAfterMillis;
  }

  private void onFrame(int opcode, ByteBuf bytes, int start, int length, long now) {
    if (opcode == CLOSE) {
      readReason(bytes.toString(start, length, StandardCharsets.UTF_8));
      close();
    } else if (opcode == PING) {
      ByteBuf pong = Unpooled.buffer(6 + length).writeByte(PONG_HEADER).writeByte(MASKED | length);
      channel().writeAndFlush(pong.writeInt(0).writeBytes(bytes, start, length));
    } else {
      onMessage(bytes, start, length, now);
    }
  }
}

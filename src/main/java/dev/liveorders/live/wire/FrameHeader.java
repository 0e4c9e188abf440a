package dev.liveorders.live.wire;

import io.netty.buffer.ByteBuf;

/** The header of an unmasked, final WebSocket text frame (RFC 6455 section 5.2). */
final class FrameHeader {
  /** The length of the longest header, in bytes. */
  static final int MAX_LENGTH = 10;

  private static final int FINAL_TEXT = 0x81;

  private FrameHeader() {}

  /** Writes the header of a frame whose payload has {@code length} bytes. */
  static void write(ByteBuf out, int length) {
    out.writeByte(FINAL_TEXT);
    if (length < 126) {
      out.writeByte(length);
    } else if (length < 65_536) {
      out.writeByte(126).writeShort(length);
    } else {
      out.writeByte(127).writeLong(length);
    }
  }
}

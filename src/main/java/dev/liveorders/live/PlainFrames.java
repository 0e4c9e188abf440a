package dev.liveorders.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/** Whole WebSocket text frames (RFC 6455 section 5.2, unmasked) of the plain dialect, ready to be written as they are. */
final class PlainFrames {
  private static final int FINAL_TEXT = 0x81;
  private static final int LARGEST_HEADER = 4;

  private PlainFrames() {}

  /** One frame for each entry, all in one buffer. */
  static ByteBuf encode(List<Entry> entries, boolean withExtras) {
    int length = 0;
    for (Entry entry : entries) {
      length += LARGEST_HEADER + TotalWriter.length(entry, withExtras);
    }
    ByteBuf frames = PooledByteBufAllocator.DEFAULT.directBuffer(length);
    for (Entry entry : entries) {
      writeHeader(frames, TotalWriter.length(entry, withExtras));
      TotalWriter.write(frames, entry, withExtras);
    }
    return frames;
  }

  /** An entry is shorter than 64 KiB: ids and extra fields have limits. */
  private static void writeHeader(ByteBuf out, int length) {
    out.writeByte(FINAL_TEXT);
    if (length < 126) {
      out.writeByte(length);
    } else {
      out.writeByte(126).writeShort(length);
    }
  }
}

package dev.liveorders.live.wire;

import dev.liveorders.live.board.Entry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/** Whole WebSocket frames of {@link WireFormat#PLAIN}, ready to be written as they are. */
final class PlainFrames {
  private PlainFrames() {}

  /** Encodes one frame for each entry, all in one buffer. The format has no words for a product that was retired. */
  static ByteBuf encode(List<Entry> entries, boolean withExtras) {
    int length = 0;
    for (Entry entry : entries) {
      length += FrameHeader.MAX_LENGTH + TotalWriter.length(entry, withExtras);
    }
    ByteBuf frames = PooledByteBufAllocator.DEFAULT.directBuffer(length);
    for (Entry entry : entries) {
      if (!entry.isGone()) {
        FrameHeader.write(frames, TotalWriter.length(entry, withExtras));
        TotalWriter.write(frames, entry, withExtras);
      }
    }
    return frames;
  }
}

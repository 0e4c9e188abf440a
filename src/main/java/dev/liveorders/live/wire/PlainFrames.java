package dev.liveorders.live.wire;

import dev.liveorders.live.board.Entry;
import dev.liveorders.live.board.Feed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/** Whole WebSocket frames of {@link WireFormat#PLAIN}, ready to be written as they are. */
final class PlainFrames {
  private PlainFrames() {}

  /** Encodes one frame for each entry, all in one buffer. The format has no words for a product that was retired. */
  static ByteBuf encode(Feed feed, List<Entry> entries, boolean withExtras) {
    WindowSums windows = WindowSums.of(feed, entries);
    int length = 0;
    for (int i = 0; i < entries.size(); i++) {
      length += FrameHeader.MAX_LENGTH
          + TotalWriter.length(entries.get(i), withExtras, windows.length(i));
    }
    ByteBuf frames = PooledByteBufAllocator.DEFAULT.directBuffer(length);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (!entry.isRetired()) {
        FrameHeader.write(frames, TotalWriter.length(entry, withExtras, windows.length(i)));
        TotalWriter.write(frames, entry, withExtras, windows, i);
      }
    }
    return frames;
  }
}

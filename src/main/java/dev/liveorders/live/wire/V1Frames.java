package dev.liveorders.live.wire;

import dev.liveorders.live.board.Entry;
import dev.liveorders.live.board.Feed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/**
 * Whole WebSocket frames of {@code live-orders.v1}, ready to be written as they are: one frame for one message.
 * Buffers are made as long as they must be; {@code writeUtf8} alone would have them grow to three bytes for each
 * character.
 */
final class V1Frames {
  private V1Frames() {}

  /** Encodes the totals of a snapshot, which all watchers share; {@link #snapshotHead} goes before them. */
  static ByteBuf snapshotTotals(Feed feed) {
    List<Entry> entries = feed.entries();
    WindowSums windows = WindowSums.of(feed, entries);
    ByteBuf totals =
        PooledByteBufAllocator.DEFAULT.directBuffer(TotalWriter.listLength(entries, true, windows));
    TotalWriter.writeList(totals, entries, true, windows);
    return totals;
  }

  /** Encodes the part before the totals of a snapshot, which has the socket's own gen. */
  static ByteBuf snapshotHead(Feed feed, int gen, long seq, int totalsLength) {
    String head = Messages.snapshot(feed, gen, seq, true);
    int length = ByteBufUtil.utf8Bytes(head);
    ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(FrameHeader.MAX_LENGTH + length);
    FrameHeader.write(frame, length + totalsLength);
    ByteBufUtil.reserveAndWriteUtf8(frame, head, length);
    return frame;
  }

  static ByteBuf resume(Feed feed, int gen, long since, long seq) {
    return frame(feed, Messages.snapshot(feed, gen, seq, false), feed.changedSince(since), true);
  }

  static ByteBuf update(Feed feed, long since, long to) {
    return frame(feed, Messages.update(feed, to), feed.changedSince(since), false);
  }

  private static ByteBuf frame(Feed feed, String head, List<Entry> entries, boolean withExtras) {
    WindowSums windows = WindowSums.of(feed, entries);
    int headLength = ByteBufUtil.utf8Bytes(head);
    int length = headLength + TotalWriter.listLength(entries, withExtras, windows);
    ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(FrameHeader.MAX_LENGTH + length);
    FrameHeader.write(frame, length);
    ByteBufUtil.reserveAndWriteUtf8(frame, head, headLength);
    TotalWriter.writeList(frame, entries, withExtras, windows);
    return frame;
  }

  /** Encodes a message without totals. */
  static ByteBuf message(String json) {
    int length = ByteBufUtil.utf8Bytes(json);
    ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(FrameHeader.MAX_LENGTH + length);
    FrameHeader.write(frame, length);
    ByteBufUtil.reserveAndWriteUtf8(frame, json, length);
    return frame;
  }
}

package dev.liveorders.live.wire;

import dev.liveorders.live.board.Entry;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.ListFeed;
import dev.liveorders.model.Position;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Events of a {@code text/event-stream} (HTML Living Standard, section 9.2). They are on the heap and never released,
 * as an HTTP response keeps its buffers for as long as it likes.
 */
public final class EventFrames {
  private static final int NO_GEN = -1;
  private static final String ORDERS = "\nevent: orders\ndata: ";
  private static final String END = "\n\n";

  private EventFrames() {}

  static ByteBuf snapshot(Feed feed, List<Entry> entries, boolean full, long seq) {
    return event(feed, seq, Messages.snapshot(feed, NO_GEN, seq, full), entries, true);
  }

  static ByteBuf update(Feed feed, List<Entry> entries, long seq) {
    return event(feed, seq, Messages.update(feed, seq), entries, false);
  }

  static ByteBuf unknown(String category, Position at) {
    return text("id: " + at + ORDERS + Messages.unknown(category, NO_GEN, at) + END);
  }

  static ByteBuf list(ListFeed list) {
    return text("id: " + list.lastChange() + "\nevent: " + list.list().type() + "\ndata: "
        + ListJson.message(list) + END);
  }

  /** Encodes news of details. It has no id, as it says nothing of the position in the totals. */
  static ByteBuf details(long seq) {
    return text("event: details\ndata: " + Messages.details(seq) + END);
  }

  /** Encodes an event that moves the client's Last-Event-ID and dispatches nothing. */
  static ByteBuf position(Position position) {
    return text("id: " + position + END);
  }

  /** Encodes a line that every client ignores. */
  public static ByteBuf comment() {
    return text(":\n\n");
  }

  /** Encodes how long the client waits before it reconnects. */
  public static ByteBuf retry(long millis) {
    return text("retry: " + millis + END);
  }

  private static ByteBuf event(
      Feed feed, long seq, String head, List<Entry> entries, boolean withExtras) {
    ByteBuf event = Unpooled.buffer(128 + 48 * entries.size());
    Position id = new Position(feed.epoch(), seq);
    ByteBufUtil.writeUtf8(event, "id: " + id + ORDERS + head);
    TotalWriter.writeList(event, entries, withExtras, WindowSums.of(feed, entries));
    ByteBufUtil.writeAscii(event, END);
    return Unpooled.unreleasableBuffer(event);
  }

  private static ByteBuf text(String text) {
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }
}

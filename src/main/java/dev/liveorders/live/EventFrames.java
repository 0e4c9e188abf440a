package dev.liveorders.live;

import dev.liveorders.model.Position;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Totals as events of a {@code text/event-stream} (HTML Living Standard, section 9.2), and as the plain JSON answer. */
final class EventFrames {
  private EventFrames() {}

  static ByteBuf snapshot(Feed feed, List<Entry> entries, boolean full, long seq) {
    String head = "{\"type\":\"snapshot\",\"category\":\"" + feed.category() + "\",\"epoch\":\""
        + feed.epoch() + "\",\"seq\":" + seq + ",\"full\":" + full;
    return event(new Position(feed.epoch(), seq), head, entries, true);
  }

  static ByteBuf update(Feed feed, List<Entry> entries, long seq) {
    String head = "{\"type\":\"update\",\"category\":\"" + feed.category() + "\",\"seq\":" + seq;
    return event(new Position(feed.epoch(), seq), head, entries, false);
  }

  /** Moves the client's Last-Event-ID and dispatches nothing. */
  static ByteBuf position(Position position) {
    return text("id: " + position + "\n\n");
  }

  /** How long the client waits before it reconnects. */
  static ByteBuf retry(long millis) {
    return text("retry: " + millis + "\n\n");
  }

  /** {@code {"category","epoch","seq","orders":[…]}}. */
  static Buffer json(Feed feed) {
    String head = "{\"category\":\"" + feed.category() + "\",\"epoch\":\"" + feed.epoch()
        + "\",\"seq\":" + feed.lastSeq();
    ByteBuf json = Unpooled.buffer();
    writeOrders(json, head, feed.entries(), true);
    return Buffer.buffer(ByteBufUtil.getBytes(json));
  }

  private static ByteBuf event(Position id, String head, List<Entry> entries, boolean withExtras) {
    ByteBuf event = Unpooled.buffer(128 + 48 * entries.size());
    ByteBufUtil.writeAscii(event, "id: " + id + "\nevent: orders\ndata: ");
    writeOrders(event, head, entries, withExtras);
    ByteBufUtil.writeAscii(event, "\n\n");
    return Unpooled.unreleasableBuffer(event);
  }

  private static void writeOrders(
      ByteBuf out, String head, List<Entry> entries, boolean withExtras) {
    ByteBufUtil.writeAscii(out, head + ",\"orders\":[");
    for (int i = 0; i < entries.size(); i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      TotalWriter.write(out, entries.get(i), withExtras);
    }
    ByteBufUtil.writeAscii(out, "]}");
  }

  /** On the heap and never released: an HTTP response keeps what it is given for as long as it likes. */
  private static ByteBuf text(String text) {
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }
}

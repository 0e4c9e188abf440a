package dev.liveorders.live.fanout;

import dev.liveorders.live.board.FeedKey;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.model.Window;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A watcher of {@link WireFormat#V1} without a socket, which keeps total and windows of each product as it was shown
 * them: of the windows those that it asked for, which may be some of those that it is shown.
 */
final class SoldWatcher extends Watcher {
  final Map<String, String> shown = new HashMap<>();
  final FeedKey asked;
  private final Runnable check;
  long seq;
  int messages;

  /** Counts the products that were shown to it, each time. */
  int products;

  boolean writable = true;

  /**
   * @param check is run after each message
   */
  SoldWatcher(FeedKey asked, Runnable check) {
    super(WireFormat.V1);
    this.asked = asked;
    this.check = check;
  }

  @Override
  protected boolean isWritable() {
    return writable;
  }

  @Override
  protected long waitingBytes() {
    return 0;
  }

  @Override
  protected long unsentBytes() {
    return 0;
  }

  @Override
  protected void write(ByteBuf frame) {
    int length = frame.getUnsignedByte(1);
    frame.skipBytes(length < 126 ? 2 : length == 126 ? 4 : 10);
    JsonObject message = new JsonObject(frame.toString(StandardCharsets.UTF_8));
    frame.release();
    messages++;
    seq = message.getLong("seq");
    if (message.getBoolean("full", false)) {
      shown.clear();
    }
    message.getJsonArray("orders").forEach(order -> show((JsonObject) order));
    check.run();
  }

  private void show(JsonObject order) {
    products++;
    if (order.getBoolean("gone", false)) {
      shown.remove(order.getString("id"));
      return;
    }
    StringBuilder text = new StringBuilder().append(order.getLong("total"));
    for (Window window : asked.windows().windows()) {
      String name = window.wireName();
      text.append(' ')
          .append(name)
          .append('=')
          .append(order.getJsonObject("windows").getLong(name));
    }
    shown.put(order.getString("id"), text.toString());
  }

  @Override
  protected void writeShared(ByteBuf bytes) {
    write(bytes.retainedDuplicate());
  }

  @Override
  protected void writeShared(ByteBuf head, ByteBuf bytes) {
    write(Unpooled.wrappedBuffer(head, bytes.retainedDuplicate()));
  }

  @Override
  protected void ping(ByteBuf heartbeat) {
    heartbeat.release();
  }

  @Override
  protected boolean answersPings() {
    return true;
  }

  @Override
  protected void close(DisconnectReason reason) {}

  @Override
  protected void drop() {
    throw new AssertionError("dropped");
  }
}

package dev.liveorders.live.fanout;

import dev.liveorders.live.wire.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * A watcher of {@link WireFormat#V1} without a socket. After each message it holds what it has been shown against
 * what was true at the position of the message.
 */
final class CheckingWatcher extends Watcher {
  private final LongFunction<Map<String, Long>> truth;
  private final LongSupplier board;
  private final Map<String, Long> shown = new HashMap<>();
  private final Set<String> unknown = new HashSet<>();
  private long seq;
  boolean categoryIsUnknown;
  boolean writable = true;
  int messages;

  /** Counts the products that it was shown, and told to be gone. */
  int gone;

  /** Counts the messages after which only one state of its totals can be right. */
  int exact;

  /**
   * @param truth tells the totals of exactly the products it watches, as of a commit
   * @param board tells the position of the board
   */
  CheckingWatcher(LongFunction<Map<String, Long>> truth, LongSupplier board) {
    super(WireFormat.V1);
    this.board = board;
    this.truth = truth;
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
  protected void write(ByteBuf bytes) {
    bytes.skipBytes(1);
    int length = bytes.readUnsignedByte();
    if (length == 126) {
      bytes.skipBytes(2);
    } else if (length == 127) {
      bytes.skipBytes(8);
    }
    check(new JsonObject(bytes.toString(StandardCharsets.UTF_8)));
    bytes.release();
  }

  @Override
  protected void writeShared(ByteBuf bytes) {
    write(bytes.retainedDuplicate());
  }

  @Override
  protected void writeShared(ByteBuf head, ByteBuf bytes) {
    write(Unpooled.wrappedBuffer(head, bytes.retainedDuplicate()));
  }

  private void check(JsonObject message) {
    messages++;
    if (message.getLong("seq") < seq) {
      throw new AssertionError("was at " + seq + ", and is shown " + message);
    }
    seq = message.getLong("seq");
    if (message.getBoolean("full", false)) {
      shown.clear();
      unknown.clear();
    }
    if (message.getString("type").equals("snapshot")) {
      categoryIsUnknown = Boolean.TRUE.equals(message.getValue("unknown"));
    }
    if (message.getValue("unknown") instanceof JsonArray ids) {
      ids.forEach(id -> unknown.add((String) id));
    }
    for (Object item : message.getJsonArray("orders")) {
      JsonObject order = (JsonObject) item;
      if (order.getBoolean("gone", false)) {
        gone += shown.remove(order.getString("id")) == null ? 0 : 1;
      } else {
        shown.put(order.getString("id"), order.getLong("total"));
        unknown.remove(order.getString("id"));
      }
    }
    checkTruth();
    for (String id : unknown) {
      if (shown.containsKey(id)) {
        throw new AssertionError(id + " is unknown, and is shown " + message);
      }
    }
  }

  /**
   * Throws unless it shows every order up to its position. A message that is encoded while the board moves on has
   * some of the later changes, too: each product is shown as it was at some commit since.
   */
  private void checkTruth() {
    Map<String, Long> then = truth.apply(seq);
    Map<String, Long> now = truth.apply(board.getAsLong());
    Set<String> ids = new HashSet<>(shown.keySet());
    LongStream.rangeClosed(seq, board.getAsLong())
        .forEach(at -> ids.addAll(truth.apply(at).keySet()));
    for (String id : ids) {
      boolean wasSo = LongStream.rangeClosed(seq, board.getAsLong())
          .anyMatch(at -> Objects.equals(truth.apply(at).get(id), shown.get(id)));
      if (!wasSo) {
        throw new AssertionError("shows " + shown + " at " + seq + ", where the totals are " + then
            + ", and now " + now);
      }
    }
    exact += then.equals(now) ? 1 : 0;
  }

  long seq() {
    return seq;
  }

  Map<String, Long> shown() {
    return shown;
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

package dev.liveorders.bus;

import dev.liveorders.json.CommitJson;
import dev.liveorders.json.ExactJson;
import dev.liveorders.json.JsonWriter;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Total;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a commit between nodes; inside a node it is passed by reference. Its head never changes, so that a
 * release that cannot read the rest still knows which commit to read from the store:
 *
 * <pre>
 * byte version, byte oldest version whose readers understand it, 16 bytes epoch, long from, long to, int length of
 * the rest int number of totals, and for each: byte length, id, long total, long seq when there are any, as JSON:
 * {"categories":[…],"products":[…],"retiredCategories":[…],"retired":[…]} behind the rest, since version 3: what was
 * sold, see {@link SalesCodec}
 * </pre>
 *
 * <p>A release that knows nothing of retirements reads commits with them from the store, and all others as they are.
 * One that knows nothing of sales ignores what stands behind the rest; its own commits have no time. The rest and
 * what stands behind it are left out when they are longer than {@link #MAX_BYTES} together.
 */
final class CommitCodec implements MessageCodec<Commit, Object> {
  /** The version that this release writes. */
  static final int VERSION = 3;

  /** The oldest version whose readers understand a commit that retired nothing. */
  private static final int READABLE_SINCE = 1;

  /** The oldest version whose readers understand retirements. */
  private static final int RETIREMENTS_SINCE = 2;

  /** The first version with sales behind the rest. */
  private static final int SALES_SINCE = 3;

  /** Bytes; who needs more than that reads it from the store. */
  static final int MAX_BYTES = 1_048_576;

  private static final int EPOCH_BYTES = 16;
  private static final int HEAD_BYTES = 2 + EPOCH_BYTES + 8 + 8 + 4;

  @Override
  public void encodeToWire(Buffer buffer, Commit commit) {
    Buffer rest = writeRest(commit);
    Buffer sales = SalesCodec.write(commit.sales(), commit.totals());
    boolean omitted = rest.length() + sales.length() > MAX_BYTES;
    buffer
        .appendByte((byte) VERSION)
        .appendByte((byte) (commit.retired().isEmpty() ? READABLE_SINCE : RETIREMENTS_SINCE))
        .appendString(commit.epoch().value(), StandardCharsets.US_ASCII.name())
        .appendLong(commit.from())
        .appendLong(commit.to())
        .appendInt(omitted ? 0 : rest.length());
    if (!omitted) {
      buffer.appendBuffer(rest).appendBuffer(sales);
    }
  }

  private static Buffer writeRest(Commit commit) {
    Buffer rest = Buffer.buffer(4 + 24 * commit.totals().size());
    rest.appendInt(commit.totals().size());
    for (Total total : commit.totals()) {
      byte[] id = total.product().value().getBytes(StandardCharsets.UTF_8);
      rest.appendByte((byte) id.length) // unsigned; ProductId.MAX_BYTES at most
          .appendBytes(id)
          .appendLong(total.total())
          .appendLong(total.seq());
    }
    if (!commit.categories().isEmpty()
        || !commit.products().isEmpty()
        || !commit.retired().isEmpty()) {
      JsonObject details = CommitJson.write(commit.with(Sales.NONE));
      details.remove("totals");
      rest.appendBuffer(JsonWriter.write(details));
    }
    return rest;
  }

  /** A {@link Commit}, or an {@link UnreadCommit}. */
  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    int version = Byte.toUnsignedInt(buffer.getByte(position));
    int readableSince = Byte.toUnsignedInt(buffer.getByte(position + 1));
    int at = position + 2 + EPOCH_BYTES;
    Epoch epoch = new Epoch(buffer.getString(position + 2, at));
    long from = buffer.getLong(at);
    long to = buffer.getLong(at + 8);
    int length = buffer.getInt(at + 16);
    if (readableSince > VERSION || length == 0) {
      return new UnreadCommit(epoch, to, version, length == 0);
    }
    int start = position + HEAD_BYTES;
    Commit commit = readRest(buffer.slice(start, start + length), epoch, from, to);
    return version < SALES_SINCE
        ? commit
        : commit.with(SalesCodec.read(buffer, start + length, commit.totals()));
  }

  private static Commit readRest(Buffer rest, Epoch epoch, long from, long to) {
    int count = rest.getInt(0);
    List<Total> totals = new ArrayList<>(count);
    int at = 4;
    for (int i = 0; i < count; i++) {
      int id = at + 1;
      int end = id + rest.getUnsignedByte(at);
      totals.add(new Total(
          new ProductId(rest.getString(id, end)), rest.getLong(end), rest.getLong(end + 8)));
      at = end + 16;
    }
    if (at == rest.length()) {
      return new Commit(epoch, from, to, List.of(), List.of(), totals);
    }
    Commit details = CommitJson.read(ExactJson.object(rest.slice(at, rest.length()))
        .put("epoch", epoch.value())
        .put("from", from)
        .put("to", to));
    return new Commit(
        epoch, from, to, details.categories(), details.products(), totals, details.retired());
  }

  @Override
  public Commit transform(Commit commit) {
    return commit;
  }

  @Override
  public String name() {
    return "live-orders.commit";
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}

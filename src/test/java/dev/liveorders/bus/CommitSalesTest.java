package dev.liveorders.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.json.CommitJson;
import dev.liveorders.json.ExactJson;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.Buckets;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Total;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was sold when, between nodes of this release and of the one before, and as JSON. */
class CommitSalesTest {
  private static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  private static final long AT = 1_795_860_012_345L;
  private static final int MINUTE = (int) (AT / 60_000);
  private static final ProductId A1 = new ProductId("A1");
  private static final ProductId LONG = new ProductId("\u00e9".repeat(64));

  private static final Commit ORDERS = new Commit(
          EPOCH,
          41,
          42,
          List.of(),
          List.of(),
          List.of(new Total(A1, 106, 42), new Total(LONG, (1L << 53) - 1, 42)))
      .with(Sales.added(
          AT,
          List.of(
              new Sale(LONG, MINUTE, (1L << 53) - 1, 2_000),
              new Sale(A1, MINUTE, -3, 1),
              new Sale(A1, MINUTE - 1_440, 0, 2))));

  /** As a tick is, and one whose product has no total beside it. */
  private static final Commit TICK =
      Commit.ofTotals(EPOCH, 43, List.of()).with(Sales.added(AT, List.of()));

  private static final Commit WITHOUT_TOTAL = new Commit(
          EPOCH,
          42,
          43,
          List.of(new Category(new CategoryName("toys"), "Toys", "T")),
          List.of(),
          List.of(new Total(A1, 106, 43)))
      .with(Sales.added(AT, List.of(new Sale(LONG, MINUTE, 3, 1))));

  private static final Commit READ = ORDERS.with(Sales.of(
      AT,
      new Sales.History(
          ZoneId.of("Europe/Berlin"),
          new SalesHistory(
              buckets(MINUTE, 7, 1), Buckets.NONE, Buckets.NONE, buckets(20_785, 1L << 40, 3)),
          Map.of(
              A1,
              new SalesHistory(
                  Buckets.NONE,
                  new Buckets(new int[] {-4, 9}, new long[] {-1, 2}, new int[0]),
                  Buckets.NONE,
                  Buckets.NONE),
              LONG,
              SalesHistory.NONE))));

  private static Buckets buckets(int start, long amount, int orders) {
    return new Buckets(new int[] {start}, new long[] {amount}, new int[] {orders});
  }

  static List<Commit> commits() {
    return List.of(ORDERS, TICK, WITHOUT_TOTAL, READ, ORDERS.with(Sales.NONE));
  }

  private final CommitCodec codec = new CommitCodec();

  private Buffer wire(Commit commit) {
    Buffer wire = Buffer.buffer();
    codec.encodeToWire(wire, commit);
    return wire;
  }

  @ParameterizedTest
  @MethodSource("commits")
  void theyArriveAsTheyWere(Commit commit) {
    assertThat(codec.decodeFromWire(0, wire(commit).appendString("behind"))).isEqualTo(commit);
    JsonObject json = new JsonObject(CommitJson.write(commit).encode());
    assertThat(CommitJson.read(json)).isEqualTo(commit);
  }

  @ParameterizedTest
  @MethodSource("commits")
  void theReleaseBeforeReadsTheCommitAndIgnoresThem(Commit commit) {
    assertThat(readAsVersion2(wire(commit))).isEqualTo(commit.with(Sales.NONE));
  }

  @ParameterizedTest
  @MethodSource("commits")
  void aCommitOfTheReleaseBeforeIsReadWithoutATime(Commit commit) {
    Commit old = commit.with(Sales.NONE);
    assertThat(codec.decodeFromWire(0, writeAsVersion2(old))).isEqualTo(old);
  }

  @ParameterizedTest
  @MethodSource("commits")
  void whatTheReleaseBeforeReadsIsByteForByteWhatItWrites(Commit commit) {
    Buffer old = writeAsVersion2(commit);
    Buffer now = wire(commit);
    assertThat(now.slice(1, old.length())).isEqualTo(old.slice(1, old.length()));
  }

  @Test
  void oneThatIsTooLongWithItsHistoryIsOnlyAnnounced() {
    int[] starts = new int[70_000];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = MINUTE + i;
    }
    Buckets many = new Buckets(starts, new long[starts.length], new int[0]);
    SalesHistory history = new SalesHistory(many, many, many, many);
    Commit commit = ORDERS.with(
        Sales.of(AT, new Sales.History(ZoneId.of("UTC"), history, Map.of(A1, history))));
    assertThat(codec.decodeFromWire(0, wire(commit)))
        .isEqualTo(new UnreadCommit(EPOCH, 42, CommitCodec.VERSION, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"at\":-1",
        "\"at\":\"now\"",
        "\"sales\":[{\"id\":\"A1\",\"minute\":1,\"amount\":1,\"orders\":1}]",
        "\"at\":1,\"sales\":[{\"id\":\"A1\",\"minute\":4294967296,\"amount\":1,\"orders\":1}]",
        "\"at\":1,\"sales\":[{\"id\":\"A1\",\"amount\":1,\"orders\":1}]",
        "\"at\":1,\"history\":{\"zone\":\"Mars/Olympus\"}",
        "\"at\":1,\"history\":{}",
        "\"at\":1,\"history\":{\"zone\":\"UTC\",\"shop\":{\"1m\":{\"starts\":[2,1],\"amounts\":[1,1]}}}",
        "\"at\":1,\"history\":{\"zone\":\"UTC\",\"shop\":{\"1m\":{\"starts\":[2],\"amounts\":[]}}}"
      })
  void whatAreNoSalesSaysSo(String fields) {
    String json = "{\"epoch\":\"b7b7b7b7b7b7b7b7\",\"from\":1,\"to\":2," + fields + "}";
    assertThatThrownBy(() -> CommitJson.read(new JsonObject(json)))
        .isInstanceOf(InvalidFieldsException.class);
  }

  /** The algorithm of version 2. */
  private static Commit readAsVersion2(Buffer wire) {
    assertThat(wire.getByte(1)).as("readable since").isLessThanOrEqualTo((byte) 2);
    Epoch epoch = new Epoch(wire.getString(2, 18));
    long from = wire.getLong(18);
    long to = wire.getLong(26);
    Buffer rest = wire.slice(38, 38 + wire.getInt(34));
    List<Total> totals = new ArrayList<>();
    int at = 4;
    for (int i = rest.getInt(0); i > 0; i--) {
      int end = at + 1 + rest.getUnsignedByte(at);
      totals.add(new Total(
          new ProductId(rest.getString(at + 1, end)), rest.getLong(end), rest.getLong(end + 8)));
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

  /** The algorithm of version 2. */
  private static Buffer writeAsVersion2(Commit commit) {
    Buffer rest = Buffer.buffer().appendInt(commit.totals().size());
    for (Total total : commit.totals()) {
      byte[] id = total.product().value().getBytes(StandardCharsets.UTF_8);
      rest.appendByte((byte) id.length)
          .appendBytes(id)
          .appendLong(total.total())
          .appendLong(total.seq());
    }
    if (!commit.categories().isEmpty()) {
      JsonObject details = CommitJson.write(commit.with(Sales.NONE));
      details.remove("totals");
      rest.appendBuffer(details.toBuffer());
    }
    return Buffer.buffer()
        .appendByte((byte) 2)
        .appendByte((byte) 1)
        .appendString(commit.epoch().value())
        .appendLong(commit.from())
        .appendLong(commit.to())
        .appendInt(rest.length())
        .appendBuffer(rest);
  }
}

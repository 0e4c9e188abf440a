package dev.liveorders.live.wire;

import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Commits;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of each format, of a category whose product A3 has extra fields. */
class WireFormatTest {
  private static final String NAME = "\"category\":\"electronics\"";
  private static final String POSITION = "\"epoch\":\"" + EPOCH + "\",\"seq\":";
  private static final String PLAIN_A3 = "{\"id\":\"A3\",\"total\":-12}";
  private static final String WHOLE_A3 = "{\"id\":\"A3\",\"total\":-12,\"unit\":\"m²\"}";
  private static final String REST = "{\"id\":\"A1\",\"total\":3},{\"id\":\"A2\",\"total\":7},"
      + WHOLE_A3 + ",{\"id\":\"A10\",\"total\":0}";

  private final Board board = Commits.board();
  private Feed feed;

  @BeforeEach
  void addAProductWithExtras() {
    Product withUnit = new Product(
        new ProductId("A3"),
        ELECTRONICS,
        "Cable",
        BigDecimal.ONE,
        "",
        Extras.of(Map.of("unit", "m²")),
        -12,
        6);
    board.apply(products(6, withUnit), changed -> {});
    feed = board.feed(ELECTRONICS).orElseThrow();
  }

  @Test
  void plainIsAFrameForEachProduct() {
    assertThat(frames(WireFormat.PLAIN.snapshot(feed)))
        .isEqualTo("[{\"id\":\"A1\",\"total\":3}][{\"id\":\"A2\",\"total\":7}][" + WHOLE_A3
            + "][{\"id\":\"A10\",\"total\":0}]");
    assertThat(frames(WireFormat.PLAIN.resume(feed, 0, 5, 6))).isEqualTo("[" + WHOLE_A3 + "]");
    assertThat(frames(WireFormat.PLAIN.update(feed, 5, 6))).isEqualTo("[" + PLAIN_A3 + "]");
  }

  @Test
  void plainHasNoOtherMessages() {
    Position at = board.position();
    assertThat(WireFormat.PLAIN.tellsUnknown()).isFalse();
    for (ByteBuf none : List.of(
        WireFormat.PLAIN.snapshotHead(feed, 0, 6, 9),
        WireFormat.PLAIN.unknown("garden", 0, at),
        WireFormat.PLAIN.details(6),
        WireFormat.PLAIN.heartbeat(at, 0),
        WireFormat.PLAIN.error("bad-command", "no"),
        WireFormat.EVENT_STREAM.snapshotHead(feed, 0, 6, 9),
        WireFormat.EVENT_STREAM.error("bad-command", "no"))) {
      assertThat(none).isEqualTo(Unpooled.EMPTY_BUFFER);
    }
  }

  @Test
  void v1SharesTheTotalsOfASnapshotBehindAHeadOfItsOwn() {
    ByteBuf shared = WireFormat.V1.snapshot(feed);
    ByteBuf head = WireFormat.V1.snapshotHead(feed, 3, 6, shared.readableBytes());

    assertThat(shared.capacity()).as("not a byte more than it has").isEqualTo(shared.writerIndex());
    assertThat(head.capacity())
        .as("as long as its header may become")
        .isEqualTo(head.writerIndex() + 6);
    assertThat(frames(Unpooled.wrappedBuffer(head, shared)))
        .isEqualTo("[{\"type\":\"snapshot\"," + NAME + ",\"gen\":3," + POSITION
            + "6,\"full\":true,\"orders\":[" + REST + "]}]");
  }

  @Test
  void v1TellsChangesInOneFrame() {
    board.apply(totals(7, total("A1", 1_000, 7)), changed -> {});

    assertThat(frames(WireFormat.V1.resume(feed, 0, 5, 9)))
        .isEqualTo("[{\"type\":\"snapshot\"," + NAME + ",\"gen\":0," + POSITION
            + "9,\"full\":false,\"orders\":[" + WHOLE_A3 + ",{\"id\":\"A1\",\"total\":1000}]}]");
    assertThat(frames(WireFormat.V1.update(feed, 5, 7)))
        .isEqualTo("[{\"type\":\"update\"," + NAME + ",\"seq\":7,\"orders\":[" + PLAIN_A3
            + ",{\"id\":\"A1\",\"total\":1000}]}]");
    assertThat(frames(WireFormat.V1.update(feed, 7, 8))).endsWith("\"seq\":8,\"orders\":[]}]");
  }

  @Test
  void v1MakesTheBufferOfAnUpdateLongEnoughAtOnce() {
    ByteBuf frame = WireFormat.V1.update(feed, 5, 6);
    assertThat(frame.capacity()).isEqualTo(frame.writerIndex() + 8); // a header of 2, not of 10
    frame.release();
  }

  @Test
  void v1HasAMessageForEverything() {
    Position at = board.position();
    assertThat(frames(WireFormat.V1.unknown("gar\"den", 2, at)))
        .isEqualTo("[{\"type\":\"snapshot\",\"category\":\"gar\\\"den\",\"gen\":2," + POSITION
            + "6,\"full\":true,\"unknown\":true,\"orders\":[]}]");
    assertThat(frames(WireFormat.V1.details(8))).isEqualTo("[{\"type\":\"details\",\"seq\":8}]");
    assertThat(frames(WireFormat.V1.heartbeat(at, 40)))
        .isEqualTo("[{\"type\":\"heartbeat\",\"seq\":6,\"staleMillis\":40}]");
    assertThat(frames(WireFormat.V1.error("bad-command", "é")))
        .isEqualTo("[{\"type\":\"error\",\"code\":\"bad-command\",\"message\":\"é\"}]");
    assertThat(WireFormat.V1.tellsUnknown()).isTrue();
  }

  @Test
  void idsThatNameNoProductAreListedInWholeSnapshotsOnly() {
    Feed some = board.openFeed(
        FeedKey.products(List.of(new ProductId("A1"), new ProductId("Z1"), new ProductId("Z2"))));

    assertThat(text(WireFormat.EVENT_STREAM.snapshot(some)))
        .contains(",\"unknown\":[\"Z1\",\"Z2\"]");
    assertThat(text(WireFormat.EVENT_STREAM.resume(some, 0, 0, 6))).doesNotContain("unknown");
    assertThat(text(WireFormat.EVENT_STREAM.snapshot(feed))).doesNotContain("unknown");
  }

  @Test
  void eventsHaveTheirPositionAsId() {
    Position at = board.position();
    assertThat(text(WireFormat.EVENT_STREAM.snapshot(feed)))
        .isEqualTo("id: " + EPOCH + "-6\nevent: orders\ndata: {\"type\":\"snapshot\"," + NAME + ","
            + POSITION + "6,\"full\":true,\"orders\":[" + REST + "]}\n\n");
    assertThat(text(WireFormat.EVENT_STREAM.resume(feed, 0, 5, 9)))
        .isEqualTo("id: " + EPOCH + "-9\nevent: orders\ndata: {\"type\":\"snapshot\"," + NAME + ","
            + POSITION + "9,\"full\":false,\"orders\":[" + WHOLE_A3 + "]}\n\n");
    assertThat(text(WireFormat.EVENT_STREAM.update(feed, 5, 6)))
        .isEqualTo("id: " + EPOCH + "-6\nevent: orders\ndata: {\"type\":\"update\"," + NAME
            + ",\"seq\":6,\"orders\":[" + PLAIN_A3 + "]}\n\n");
    assertThat(text(WireFormat.EVENT_STREAM.unknown("garden", 2, at)))
        .isEqualTo(
            "id: " + at + "\nevent: orders\ndata: {\"type\":\"snapshot\",\"category\":\"garden\","
                + POSITION + "6,\"full\":true,\"unknown\":true,\"orders\":[]}\n\n");
    assertThat(text(WireFormat.EVENT_STREAM.details(8)))
        .isEqualTo("event: details\ndata: {\"type\":\"details\",\"seq\":8}\n\n");
    assertThat(text(WireFormat.EVENT_STREAM.heartbeat(at, 40))).isEqualTo("id: " + at + "\n\n");
    assertThat(text(EventFrames.retry(3_000))).isEqualTo("retry: 3000\n\n");
    assertThat(WireFormat.EVENT_STREAM.tellsUnknown()).isTrue();
  }

  @Test
  void eventsMayBeReleasedMoreOftenThanTheyAreKept() {
    for (ByteBuf event :
        List.of(WireFormat.EVENT_STREAM.snapshot(feed), WireFormat.EVENT_STREAM.details(8))) {
      assertThat(event.release()).isFalse();
      assertThat(event.release()).isFalse();
      assertThat(text(event)).endsWith("\n\n");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 99, 100, 12_345, Long.MAX_VALUE, -1, -9, -10, -Long.MAX_VALUE})
  void numbersAreWrittenInDecimalWithTheLengthThatWasMeasured(long number) {
    board.apply(products(7, product("A1", ELECTRONICS, number, 7)), changed -> {});

    assertThat(frames(WireFormat.PLAIN.update(feed, 6, 7)))
        .isEqualTo("[{\"id\":\"A1\",\"total\":" + number + "}]");
    assertThat(frames(WireFormat.V1.update(feed, 6, 7)))
        .endsWith("[{\"id\":\"A1\",\"total\":" + number + "}]}]");
  }

  @ParameterizedTest
  @ValueSource(ints = {125, 126, 127, 65_535, 65_536, 65_537})
  void aFrameSaysItsLengthInTheShortestWay(int length) {
    String text = "x".repeat(length);
    ByteBuf frame = V1Frames.message(text);

    int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    assertThat(frame.readableBytes()).isEqualTo(header + length);
    assertThat(frame.capacity()).as("made long enough at once").isEqualTo(10 + length);
    assertThat(frames(frame)).isEqualTo("[" + text + "]");
  }

  @Test
  void onlyTheSubprotocolByItsNameIsV1() {
    assertThat(WireFormat.of("live-orders.v1")).isEqualTo(WireFormat.V1);
    assertThat(WireFormat.of("live-orders.v2")).isEqualTo(WireFormat.PLAIN);
    assertThat(WireFormat.of(null)).isEqualTo(WireFormat.PLAIN);
  }

  /** The texts of all frames of a buffer, each in brackets; it is released. */
  private static String frames(ByteBuf bytes) {
    StringBuilder texts = new StringBuilder();
    while (bytes.isReadable()) {
      assertThat(bytes.readUnsignedByte()).as("a final text frame").isEqualTo((short) 0x81);
      int length = bytes.readUnsignedByte();
      if (length == 126) {
        length = bytes.readUnsignedShort();
      } else if (length == 127) {
        length = Math.toIntExact(bytes.readLong());
      }
      texts
          .append('[')
          .append(bytes.readCharSequence(length, StandardCharsets.UTF_8))
          .append(']');
    }
    bytes.release();
    return texts.toString();
  }

  private static String text(ByteBuf event) {
    return event.toString(StandardCharsets.UTF_8);
  }
}

package dev.liveorders.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Total;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Commits as nodes tell them each other. */
class CommitCodecTest {
  private static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  private static final CategoryName TOYS = new CategoryName("toys");
  private static final String BEFORE = "before";

  private final CommitCodec codec = new CommitCodec();

  private static Total total(String id, long total, long seq) {
    return new Total(new ProductId(id), total, seq);
  }

  private Buffer wire(Commit commit) {
    Buffer wire = Buffer.buffer(BEFORE);
    codec.encodeToWire(wire, commit);
    return wire;
  }

  private Object overTheWire(Commit commit) {
    return codec.decodeFromWire(BEFORE.length(), wire(commit).appendString("behind"));
  }

  @Test
  void totalsArriveAsTheyWere() {
    Commit commit = new Commit(
        EPOCH,
        40,
        (1L << 40) + 1,
        List.of(),
        List.of(),
        List.of(total("B1", (1L << 53) - 1, 42), total("\u00e9".repeat(64), 0, 41)));
    assertThat(overTheWire(commit)).isEqualTo(commit);
  }

  @Test
  void productsAndCategoriesArriveBesideTotals() {
    Product robot = new Product(
        new ProductId("T1"),
        TOYS,
        "Robot \uD83E\uDD16",
        new BigDecimal("12.50"),
        "Walks.",
        Extras.of(
            Map.of("weight", new BigDecimal("0.12345678901234567890"), "sizes", List.of(1, 2))),
        7,
        41);
    Commit commit = new Commit(
        EPOCH,
        40,
        42,
        List.of(new Category(TOYS, "Toys", "T")),
        List.of(robot),
        List.of(total("B1", 3, 42)));
    assertThat(overTheWire(commit)).isEqualTo(commit);
  }

  @Test
  void retirementsArriveAndAnOlderReleaseReadsThemFromTheStore() {
    Commit commit = Commit.ofRetired(
        EPOCH,
        42,
        new Retirements(
            List.of(TOYS), List.of(new RetiredProduct(new ProductId("T/1"), TOYS, 42))));
    assertThat(overTheWire(commit)).isEqualTo(commit);
    Buffer retirement = wire(commit);
    Buffer order = wire(Commit.ofTotals(EPOCH, 43, List.of(total("A1", 106, 43))));
    assertThat(retirement.getByte(BEFORE.length() + 1)).as("readable since").isEqualTo((byte) 2);
    assertThat(order.getByte(BEFORE.length() + 1)).as("readable since").isEqualTo((byte) 1);
  }

  @Test
  void anOrderTakesFewBytes() {
    int length = wire(Commit.ofTotals(EPOCH, 42, List.of(total("A1", 106, 42)))).length();
    assertThat(length - BEFORE.length()).isEqualTo(77);
  }

  @Test
  void insideANodeItIsTheSame() {
    Commit commit = Commit.ofTotals(EPOCH, 42, List.of(total("A1", 106, 42)));
    assertThat(codec.transform(commit)).isSameAs(commit);
  }

  @Test
  void oneThatIsTooLongIsOnlyAnnounced() {
    Commit commit = Commit.ofTotals(
        EPOCH,
        42,
        IntStream.range(0, 60_000).mapToObj(i -> total("A" + i, i, 42)).toList());
    assertThat(wire(commit).length()).isLessThan(100);
    assertThat(overTheWire(commit))
        .isEqualTo(new UnreadCommit(EPOCH, 42, CommitCodec.VERSION, true));
  }

  @Test
  void aLaterFormThatIsMeantToBeReadHereIs() {
    Commit commit = Commit.ofTotals(EPOCH, 42, List.of(total("A1", 106, 42)));
    Buffer wire = wire(commit).setByte(BEFORE.length(), (byte) 99);
    assertThat(codec.decodeFromWire(BEFORE.length(), wire)).isEqualTo(commit);
  }

  @Test
  void ofAFormThatIsNotReadHereItIsKnownThatThereIsACommit() {
    Commit commit = Commit.ofTotals(EPOCH, 42, List.of(total("A1", 106, 42)));
    Buffer wire =
        wire(commit).setByte(BEFORE.length(), (byte) 200).setByte(BEFORE.length() + 1, (byte) 200);
    assertThat(codec.decodeFromWire(BEFORE.length(), wire))
        .isEqualTo(new UnreadCommit(EPOCH, 42, 200, false));
  }
}

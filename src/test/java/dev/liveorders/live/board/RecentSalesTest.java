package dev.liveorders.live.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Buckets;
import dev.liveorders.model.Commit;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The last sales: which are kept, and when a list says that some are not. */
class RecentSalesTest {
  private final SalesLog shop =
      new SalesLog("2026-11-28T12:00:00.250Z", ZoneOffset.UTC, "A1", "A2");

  @Test
  void theNewestComesFirstWithTheTotalBehindIt() {
    shop.order("A1", 2).pass(1_500).order("A2", 1).order("A1", 3);
    assertThat(shop.read(new ListKey.Recent(2)))
        .isEqualTo(
            "\"sampled\":false,\"entries\":["
                + "{\"at\":\"2026-11-28T12:00:01.750Z\",\"id\":\"A1\",\"amount\":3,\"total\":5,\"seq\":9},"
                + "{\"at\":\"2026-11-28T12:00:01.750Z\",\"id\":\"A2\",\"amount\":1,\"total\":1,\"seq\":8}]");
  }

  @Test
  void cancellationsAndWhatWasPlacedLongAgoAreLeftOut() {
    shop.order("A1", 2).order("A1", -1).order("A2", 7, shop.at() - 61 * 60_000);
    shop.order("A2", 5, shop.at() - 5 * 60_000);
    assertThat(shop.read(new ListKey.Recent(10)))
        .isEqualTo(
            "\"sampled\":false,\"entries\":["
                + "{\"at\":\"2026-11-28T12:00:00.250Z\",\"id\":\"A1\",\"amount\":2,\"total\":2,\"seq\":6},"
                + "{\"at\":\"2026-11-28T11:55:00Z\",\"step\":\"1m\",\"id\":\"A2\",\"amount\":5,\"total\":12,\"seq\":9}]");
  }

  @Test
  void aRetiredProductIsListedNoMore() {
    shop.order("A1", 2).pass(1_500).order("A2", 1);
    RetiredProduct gone =
        new RetiredProduct(new ProductId("A2"), Commits.ELECTRONICS, shop.seq() + 1);
    shop.apply(
        Commit.ofRetired(Commits.EPOCH, shop.seq() + 1, new Retirements(List.of(), List.of(gone))));
    assertThat(amounts(100)).containsExactly(2);
    assertThat(list(100).getBoolean("sampled")).isFalse();
  }

  @Test
  void ofACommitOfManyMinutesTheNewestAreKept() {
    int minute = (int) (shop.at() / 60_000);
    List<Sale> sales = IntStream.range(0, 50)
        .mapToObj(i -> new Sale(new ProductId("A1"), minute - 49 + (i * 7) % 50, i + 1, 1))
        .toList();
    shop.order("A2", 77, shop.at() - 45 * 60_000).pass(1_000);
    shop.apply(
        Commits.sold(shop.seq() + 1, shop.at(), sales, Commits.total("A1", 1_275, shop.seq() + 1)));
    assertThat(list(100).getBoolean("sampled")).isTrue();
    List<String> times = list(100).getJsonArray("entries").stream()
        .map(entry -> ((JsonObject) entry).getString("at"))
        .toList();
    assertThat(times).hasSize(21).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(times.get(19)).isEqualTo("2026-11-28T11:41:00Z");
    assertThat(times.get(20)).isEqualTo("2026-11-28T11:15:00Z");
  }

  @Test
  void twentyASecondAreKeptAndTheListSaysSoAsLongAsItShowsThatSecond() {
    for (int i = 1; i <= 25; i++) {
      shop.pass(1).order("A1", i);
    }
    assertThat(amounts(100)).hasSize(20).startsWith(20, 19).endsWith(2, 1);
    assertThat(list(100).getBoolean("sampled")).isTrue();
    shop.pass(1_000).order("A1", 99);
    assertThat(amounts(100)).hasSize(21).startsWith(99, 20);
    assertThat(list(100).getBoolean("sampled")).isTrue();
    assertThat(list(1).getBoolean("sampled")).isFalse();
  }

  /** As it does until the clock of a store that was ahead is reached again. */
  @Test
  void whileTheTimeStandsStillTheNewestAreKept() {
    for (int i = 1; i <= 25; i++) {
      shop.pass(1).order("A1", i);
    }
    for (int i = 26; i <= 65; i++) {
      shop.order("A1", i);
    }
    assertThat(amounts(100)).hasSize(20).startsWith(65, 64).endsWith(46);
    assertThat(list(1).getBoolean("sampled")).isTrue();
  }

  /** As a past comes in that is told from its beginning. */
  @Test
  void inASecondFullOfThePastWhatIsNewerTakesThePlaceOfTheOldest() {
    for (int minutesAgo = 50; minutesAgo > 0; minutesAgo--) {
      shop.order("A1", minutesAgo, shop.at() - minutesAgo * 60_000);
    }
    assertThat(amounts(100)).hasSize(20).startsWith(1, 2).endsWith(19, 20);
    shop.order("A2", 77);
    assertThat(amounts(100)).hasSize(20).startsWith(77, 1).endsWith(18, 19);
    assertThat(list(100).getBoolean("sampled")).isTrue();
  }

  @Test
  void whatWasReadInOneGoIsMissingAndTheListSaysSo() {
    shop.order("A1", 1).pass(10);
    SalesHistory none = SalesHistory.NONE;
    shop.apply(Commits.totals(shop.seq() + 1, Commits.total("A2", 4, shop.seq() + 1))
        .with(Sales.of(shop.at(), new Sales.History(ZoneOffset.UTC, none, Map.of()))));
    assertThat(amounts(5)).containsExactly(1);
    assertThat(list(5).getBoolean("sampled")).isTrue();
  }

  @Test
  void whatWasReadTogetherWithChangedDetailsIsMissingAndTheListSaysSo() {
    shop.order("A1", 1).pass(10);
    shop.apply(readTogether(1));
    assertThat(list(5).getBoolean("sampled")).as("details alone").isFalse();
    shop.apply(readTogether(2));
    assertThat(list(5).getBoolean("sampled")).isTrue();
  }

  private Commit readTogether(int commits) {
    long seq = shop.seq() + commits;
    return new Commit(
            Commits.EPOCH,
            shop.seq(),
            seq,
            List.of(),
            List.of(Commits.product("A2", Commits.ELECTRONICS, 4, seq)),
            List.of())
        .with(Sales.of(shop.at(), new Sales.History(ZoneOffset.UTC, SalesHistory.NONE, Map.of())));
  }

  @Test
  void aBoardThatWasReadBeginsWithTheNewestMinuteOfEachProductAndSaysSo() {
    int minute = (int) (shop.at() / 60_000);
    Map<ProductId, SalesHistory> sold = Map.of(
        new ProductId("A1"), minutes(minute - 70, 9, minute - 7, 4, minute - 5, 2),
        new ProductId("A2"), minutes(minute - 59, 6),
        new ProductId("A10"), minutes(minute - 60, 5),
        new ProductId("B1"), minutes(minute - 9, 4, minute - 3, -1));
    Board read = read(sold);
    assertThat(read.lists().read(new ListKey.Recent(10)).tail())
        .isEqualTo(
            "\"sampled\":true,\"entries\":["
                + "{\"at\":\"2026-11-28T11:55:00Z\",\"step\":\"1m\",\"id\":\"A1\",\"amount\":2,\"total\":3,\"seq\":5},"
                + "{\"at\":\"2026-11-28T11:51:00Z\",\"step\":\"1m\",\"id\":\"B1\",\"amount\":4,\"total\":101,\"seq\":4},"
                + "{\"at\":\"2026-11-28T11:01:00Z\",\"step\":\"1m\",\"id\":\"A2\",\"amount\":6,\"total\":7,\"seq\":3}]");
    read.apply(
        Commits.sold(
            6,
            shop.at() + 1,
            List.of(new Sale(new ProductId("A1"), minute, 1, 1)),
            Commits.total("A1", 4, 6)),
        changed -> {});
    assertThat(read.lists().read(new ListKey.Recent(1)).tail()).startsWith("\"sampled\":false,");
  }

  @Test
  void aBoardThatWasReadSaysThatSalesAreMissingWhereAllWereCancelled() {
    int minute = (int) (shop.at() / 60_000);
    Board read = read(Map.of(new ProductId("A1"), minutes(minute - 60, 5, minute - 59, 0)));
    assertThat(read.lists().read(new ListKey.Recent(10)).tail())
        .isEqualTo("\"sampled\":true,\"entries\":[]");
    read = read(Map.of(new ProductId("A1"), minutes(minute - 60, 5)));
    assertThat(read.lists().read(new ListKey.Recent(10)).tail())
        .isEqualTo("\"sampled\":false,\"entries\":[]");
  }

  private Board read(Map<ProductId, SalesHistory> sold) {
    Sales.History history = new Sales.History(ZoneOffset.UTC, SalesHistory.NONE, sold);
    return Board.of(
        Commits.snapshot().with(Sales.of(shop.at(), history)), ImmediateEventExecutor.INSTANCE);
  }

  private static SalesHistory minutes(int... stepsAndAmounts) {
    int[] starts = new int[stepsAndAmounts.length / 2];
    long[] amounts = new long[starts.length];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = stepsAndAmounts[2 * i];
      amounts[i] = stepsAndAmounts[2 * i + 1];
    }
    return new SalesHistory(
        new Buckets(starts, amounts, new int[0]), Buckets.NONE, Buckets.NONE, Buckets.NONE);
  }

  @Test
  void aHundredAreKept() {
    for (int i = 1; i <= 120; i++) {
      shop.pass(200).order("A1", i);
    }
    assertThat(amounts(100)).hasSize(100).startsWith(120).endsWith(21);
  }

  private JsonObject list(int limit) {
    return new JsonObject("{" + shop.read(new ListKey.Recent(limit)) + "}");
  }

  private List<Integer> amounts(int limit) {
    return list(limit).getJsonArray("entries").stream()
        .map(JsonObject.class::cast)
        .map(entry -> entry.getInteger("amount"))
        .toList();
  }
}

package dev.liveorders.live.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Commit;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The products that sold most, against a reader of all orders. */
class TopTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final long HOUR = 3_600_000;

  @Test
  void bestComesFirstAndTiesAreByIdAsPeopleReadThem() {
    SalesLog shop = new SalesLog("2026-11-28T12:00:00Z", BERLIN, "A1", "A2", "A10", "A3");
    shop.order("A10", 2).order("A2", 2).order("A1", 7).order("A3", 1).order("A3", -1);
    assertThat(shop.read(top(Window.LAST_HOUR, 10)))
        .isEqualTo(
            "\"window\":\"1h\",\"entries\":["
                + "{\"rank\":1,\"id\":\"A1\",\"category\":\"electronics\",\"name\":\"Product A1\",\"count\":7},"
                + "{\"rank\":2,\"id\":\"A2\",\"category\":\"electronics\",\"name\":\"Product A2\",\"count\":2},"
                + "{\"rank\":3,\"id\":\"A10\",\"category\":\"electronics\",\"name\":\"Product A10\",\"count\":2}]");
    assertThat(ids(shop, top(Window.LAST_HOUR, 2))).containsExactly("A1", "A2");
  }

  @Test
  void changeIsThePlacesGainedSinceTheHourBefore() {
    SalesLog shop = new SalesLog("2026-11-28T12:00:00Z", BERLIN, "A1", "A2", "A3", "A4");
    shop.order("A1", 9).order("A4", 8).order("A2", 5).order("A3", 1);
    shop.passTo("2026-11-28T13:20:00Z").order("A3", 4).order("A1", 3).order("B1", 2);
    List<JsonObject> places = places(shop, top(Window.LAST_HOUR, 10));
    assertThat(places).extracting(place -> place.getString("id")).containsExactly("A3", "A1", "B1");
    assertThat(places).extracting(place -> place.getInteger("change")).containsExactly(3, -1, null);
  }

  @Test
  void aCategoryHasItsOwnRanks() {
    SalesLog shop = new SalesLog("2026-11-28T12:00:00Z", BERLIN, "A1", "A2");
    shop.order("B1", 50).order("A2", 2).order("A1", 1);
    assertThat(ids(shop, top(Window.LAST_24_HOURS, 10))).containsExactly("B1", "A2", "A1");
    ListKey electronics =
        new ListKey.Top(Optional.of(Commits.ELECTRONICS), Window.LAST_24_HOURS, 10);
    assertThat(ids(shop, electronics)).containsExactly("A2", "A1");
    assertThat(shop.read(electronics))
        .startsWith("\"window\":\"24h\",\"category\":\"electronics\",");
  }

  @Test
  void aProductThatIsRetiredLeavesAtOnceAndComesBackWithItsSales() {
    SalesLog shop = new SalesLog("2026-11-28T12:00:00Z", BERLIN, "A1", "A2");
    shop.order("A1", 3).order("A2", 2);
    long retired = shop.seq() + 1;
    shop.apply(Commit.ofRetired(
        Commits.EPOCH,
        retired,
        new Retirements(
            List.of(),
            List.of(new RetiredProduct(new ProductId("A1"), Commits.ELECTRONICS, retired)))));
    assertThat(ids(shop, top(Window.LAST_24_HOURS, 10))).containsExactly("A2");
    shop.apply(
        Commits.products(retired + 1, Commits.product("A1", Commits.ELECTRONICS, 3, retired + 1)));
    assertThat(ids(shop, top(Window.LAST_24_HOURS, 10))).containsExactly("A1", "A2");
  }

  @Test
  void aListThatSaysTheSameKeepsItsPosition() {
    SalesLog shop = new SalesLog("2026-11-28T12:00:00Z", BERLIN, "A1", "A2");
    shop.order("A1", 3);
    long changed = shop.seq();
    ListFeed list = (ListFeed) shop.board().openFeed(top(Window.LAST_24_HOURS, 1));
    shop.order("A2", 1).pass(1_000);
    assertThat(shop.board().lists().refresh(list)).isFalse();
    assertThat(list.lastSeq()).isEqualTo(changed);
    assertThat(list.readSeq()).isEqualTo(shop.seq());
    shop.order("A2", 9);
    assertThat(shop.board().lists().refresh(list)).isTrue();
    assertThat(list.lastSeq()).isEqualTo(shop.seq());
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void randomHistoriesAreRankedAsByAReaderOfAllOrders(Window window) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] ids = IntStream.range(1, 130).mapToObj(i -> "A" + i).toArray(String[]::new);
    // over the night when clocks are set back
    SalesLog shop = new SalesLog("2026-10-23T09:00:00Z", BERLIN, ids);
    for (int round = 0; round < 40; round++) {
      shop.pass(random.nextInt(window.resolution() == Resolution.DAY ? 48 : 3) * HOUR / 2);
      for (int i = 0; i < 40; i++) {
        String id = ids[(int) Math.abs(random.nextGaussian() * 40) % ids.length];
        shop.order(id, 1 + random.nextInt(3), shop.at() - random.nextInt(48) * HOUR / 3);
      }
      assertThat(shop.read(top(window, 100)))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(reference(shop, window));
    }
  }

  /** The list as the contract describes it, from all orders. */
  private static String reference(SalesLog shop, Window window) {
    Map<Window, Map.Entry<Resolution, Integer>> coarser = Map.of(
        Window.LAST_HOUR, Map.entry(Resolution.QUARTER_HOUR, 4),
        Window.LAST_24_HOURS, Map.entry(Resolution.HOUR, 24),
        Window.LAST_7_DAYS, Map.entry(Resolution.DAY, 7),
        Window.LAST_30_DAYS, Map.entry(Resolution.DAY, 30),
        Window.TODAY, Map.entry(Resolution.DAY, 1),
        Window.YESTERDAY, Map.entry(Resolution.DAY, 1));
    Resolution own = window.resolution();
    int now = own.stepOf(shop.at(), BERLIN);
    Map<String, Long> count = shop.sums(own, window.first(now), window.last(now));
    Resolution before = coarser.get(window).getKey();
    int end = before.stepOf(own.startOf(window.first(now), BERLIN), BERLIN) - 1;
    int steps = coarser.get(window).getValue();
    List<String> ranked = ranked(count);
    List<String> rankedBefore = ranked(shop.sums(before, end - steps + 1, end));
    List<String> places = new ArrayList<>();
    for (String id : ranked.subList(0, Math.min(100, ranked.size()))) {
      int was = rankedBefore.indexOf(id);
      places.add("{\"rank\":" + (places.size() + 1) + ",\"id\":\"" + id
          + "\",\"category\":\"electronics\",\"name\":\"Product " + id + "\",\"count\":"
          + count.get(id)
          + (was < 0 ? "" : ",\"change\":" + (was - places.size())) + "}");
    }
    return "\"window\":\"" + window.wireName() + "\",\"entries\":[" + String.join(",", places)
        + "]";
  }

  private static List<String> ranked(Map<String, Long> count) {
    return count.keySet().stream()
        .filter(id -> count.get(id) > 0)
        .sorted(
            Comparator.<String>comparingLong(count::get).reversed().thenComparing(ProductId::new))
        .toList();
  }

  private static ListKey top(Window window, int limit) {
    return new ListKey.Top(Optional.empty(), window, limit);
  }

  private static List<String> ids(SalesLog shop, ListKey key) {
    return places(shop, key).stream().map(place -> place.getString("id")).toList();
  }

  private static List<JsonObject> places(SalesLog shop, ListKey key) {
    JsonArray entries = new JsonObject("{" + shop.read(key) + "}").getJsonArray("entries");
    return entries.stream().map(JsonObject.class::cast).toList();
  }
}

package dev.liveorders.live.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sales step by step, against a reader of all orders. */
class TrendsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final long MINUTE = 60_000;

  @Test
  void theLastStepIsTheOneUnderWay() {
    SalesLog shop = new SalesLog("2026-11-28T12:00:00Z", BERLIN, "A1");
    shop.order("A1", 2)
        .passTo("2026-11-28T12:58:30Z")
        .order("A1", 3)
        .passTo("2026-11-28T12:59:59Z");
    shop.order("A1", 1);
    JsonObject trend = read(shop, series(Window.LAST_HOUR, "A1"));
    assertThat(trend.getString("from")).isEqualTo("2026-11-28T12:00:00Z");
    assertThat(trend.getString("step")).isEqualTo("1m");
    assertThat(amounts(trend.getJsonObject("series").getJsonArray("A1")))
        .hasSize(60)
        .startsWith(2L, 0L)
        .endsWith(0L, 3L, 1L);
  }

  @Test
  void aProductThatSoldNothingHasZerosAndOneThatIsNoneIsUnknown() {
    SalesLog shop = new SalesLog("2026-11-28T12:00:00Z", BERLIN, "A1", "A2");
    ListKey of = new ListKey.Series(
        Optional.of(Commits.ELECTRONICS), ids("A2", "B1", "ZZ9"), Window.LAST_30_DAYS);
    assertThat(shop.read(of))
        .endsWith("\"unknown\":[\"B1\",\"ZZ9\"],\"series\":{\"A2\":["
            + String.join(",", IntStream.range(0, 30).mapToObj(i -> "0").toList()) + "]}");
  }

  @ParameterizedTest
  @EnumSource(names = {"LAST_HOUR", "LAST_24_HOURS", "LAST_7_DAYS", "LAST_30_DAYS"})
  void randomHistoriesAreShownAsByAReaderOfAllOrders(Window span) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SalesLog shop = new SalesLog("2026-10-20T09:00:00Z", BERLIN, "A1", "A2");
    Resolution resolution = span.resolution();
    for (int round = 0; round < 300; round++) {
      shop.pass(random.nextInt(120) * MINUTE);
      String id = random.nextBoolean() ? "A1" : "B1";
      shop.order(id, random.nextInt(9) - 2, shop.at() - random.nextInt(4_000) * MINUTE);
      int last = resolution.stepOf(shop.at(), BERLIN);
      int first = last - span.steps() + 1;
      JsonObject whole = read(shop, new ListKey.Shop(span));
      String as = "seed " + seed + ", round " + round;
      assertThat(amounts(read(shop, series(span, "A1")).getJsonObject("series").getJsonArray("A1")))
          .as(as)
          .isEqualTo(amounts(shop, resolution, first, last, "A1"));
      assertThat(amounts(whole.getJsonArray("amounts")))
          .as(as)
          .isEqualTo(amounts(shop, resolution, first, last, "A1", "B1"));
      assertThat(amounts(whole.getJsonArray("orders")))
          .as(as)
          .isEqualTo(IntStream.rangeClosed(first, last)
              .mapToObj(step -> shop.orders.stream()
                  .filter(order -> order.isIn(resolution, step, step, BERLIN))
                  .count())
              .toList());
      if (span.steps() == 60 || span.steps() == 96) {
        int day = span.steps() == 60 ? 1_440 : 96;
        assertThat(amounts(whole.getJsonArray("before")))
            .as(as)
            .isEqualTo(amounts(shop, resolution, first - day, last - day, "A1", "B1"));
      } else {
        assertThat(whole.containsKey("before")).isFalse();
      }
      assertThat(whole.getJsonObject("today")).as(as).isEqualTo(today(shop));
    }
  }

  private static List<Long> amounts(
      SalesLog shop, Resolution resolution, int first, int last, String... ids) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(step -> {
          Map<String, Long> sums = shop.sums(resolution, step, step);
          return Stream.of(ids).mapToLong(id -> sums.getOrDefault(id, 0L)).sum();
        })
        .toList();
  }

  private static JsonObject today(SalesLog shop) {
    int day = Resolution.DAY.stepOf(shop.at(), BERLIN);
    ZonedDateTime now = Instant.ofEpochMilli(shop.at()).atZone(BERLIN).minusDays(1);
    long until = now.toInstant().toEpochMilli() / MINUTE * MINUTE;
    return new JsonObject()
        .put("amount", sum(shop.sums(Resolution.DAY, day, day)))
        .put(
            "orders",
            shop.orders.stream()
                .filter(order -> order.isIn(Resolution.DAY, day, day, BERLIN))
                .count())
        .put(
            "yesterday",
            shop.orders.stream()
                .filter(order -> order.isIn(Resolution.DAY, day - 1, day - 1, BERLIN)
                    && order.placedAt() < until)
                .mapToLong(SalesLog.Order::amount)
                .sum());
  }

  private static long sum(Map<String, Long> sums) {
    return sums.values().stream().mapToLong(Long::longValue).sum();
  }

  private static ListKey series(Window span, String... ids) {
    return new ListKey.Series(Optional.empty(), ids(ids), span);
  }

  private static List<ProductId> ids(String... ids) {
    return Stream.of(ids).map(ProductId::new).toList();
  }

  private static JsonObject read(SalesLog shop, ListKey key) {
    return new JsonObject("{" + shop.read(key) + "}");
  }

  private static List<Long> amounts(JsonArray json) {
    return json.stream().map(Number.class::cast).map(Number::longValue).toList();
  }
}

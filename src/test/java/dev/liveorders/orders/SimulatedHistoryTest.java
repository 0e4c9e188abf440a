package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.ProductId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The simulated past of a demonstration. */
class SimulatedHistoryTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final long NOW = Instant.parse("2026-11-27T13:20:00Z").toEpochMilli();
  private static final Duration PERIOD = Duration.ofMillis(1_500);
  private static final List<ProductId> PRODUCTS =
      Stream.of("A1", "A2", "A3", "B1", "B2", "C1").map(ProductId::new).toList();

  private final List<Order> orders = SimulatedHistory.of(PRODUCTS, NOW, BERLIN, PERIOD);

  private static long ago(Order order) {
    return NOW - order.placedAt();
  }

  private long amount(Duration from, Duration to) {
    return orders.stream()
        .filter(order -> ago(order) >= from.toMillis() && ago(order) < to.toMillis())
        .mapToLong(Order::amount)
        .sum();
  }

  @Test
  void itIsSomeThousandSimulatedOrdersOfThirtyDays() {
    assertThat(orders).hasSizeBetween(4_000, 15_000);
    assertThat(orders).allMatch(order -> order.source() == Source.SIMULATION);
    assertThat(orders)
        .allMatch(order -> ago(order) >= 0 && ago(order) < Duration.ofDays(32).toMillis());
    assertThat(orders).extracting(Order::id).doesNotHaveDuplicates();
    for (int day = 0; day < 30; day++) {
      assertThat(amount(Duration.ofDays(day), Duration.ofDays(day + 1))).isPositive();
    }
  }

  @Test
  void itEndsInWhatTheSimulatorOrders() {
    long simulated = Math.round(60_000.0 / PERIOD.toMillis() * 60 * 4);
    assertThat(amount(Duration.ZERO, Duration.ofHours(1)))
        .isBetween(simulated * 9 / 10, simulated * 11 / 10);
    assertThat(orders.stream()
            .filter(order -> ago(order) < Duration.ofHours(1).toMillis())
            .mapToLong(Order::amount)
            .max())
        .hasValue(OrderSimulator.MAX_AMOUNT);
  }

  @Test
  void thereIsNoHoleInItAndTheOldestComeFirst() {
    assertThat(orders).isSortedAccordingTo(Comparator.comparingLong(Order::placedAt));
    for (ProductId product : PRODUCTS) {
      for (int quarter = 0; quarter < 26 * 4; quarter++) {
        long from = Duration.ofMinutes(15 * quarter).toMillis();
        long to = Duration.ofMinutes(15 * (quarter + 1)).toMillis();
        assertThat(orders)
            .as("%s, %d quarters of an hour ago", product, quarter)
            .anyMatch(
                order -> order.product().equals(product) && ago(order) >= from && ago(order) < to);
      }
    }
    assertThat(amount(Duration.ofMinutes(65), Duration.ofMinutes(75))).isPositive();
  }

  /** Of three orders of each step all are in one step of the curve, whenever the demonstration begins. */
  @Test
  void aCurveOfItIsSmooth() {
    Map<Long, Long> quarters = orders.stream()
        .filter(order -> ago(order) > Duration.ofHours(2).toMillis()
            && ago(order) < Duration.ofHours(22).toMillis())
        .collect(Collectors.groupingBy(
            order -> order.placedAt() / 900_000, TreeMap::new, Collectors.counting()));
    assertThat(quarters.values().stream().skip(1).toList().subList(0, 78))
        .containsOnly(3L * PRODUCTS.size());
  }

  @Test
  void theHourThatThisOneIsComparedWithHasAsManyOrders() {
    long now = count(Duration.ZERO, Duration.ofHours(1));
    long yesterday = count(Duration.ofHours(24), Duration.ofHours(25));
    long later = count(Duration.ofHours(23), Duration.ofHours(24));
    assertThat(List.of(yesterday, later)).allMatch(count -> count > now / 2 && count < 2 * now);
  }

  private long count(Duration from, Duration to) {
    return orders.stream()
        .filter(order -> ago(order) >= from.toMillis() && ago(order) < to.toMillis())
        .count();
  }

  @Test
  void thereIsDayAndNightAndSomeProductsSellBetter() {
    long[] hours = LongStream.range(2, 26)
        .map(hour -> amount(Duration.ofHours(hour), Duration.ofHours(hour + 1)))
        .toArray();
    long most = LongStream.of(hours).max().orElseThrow();
    assertThat(LongStream.of(hours).min().orElseThrow()).isPositive().isLessThan(most / 3);
    Map<ProductId, Long> sold = orders.stream()
        .collect(Collectors.groupingBy(
            Order::product, TreeMap::new, Collectors.summingLong(Order::amount)));
    assertThat(sold).hasSize(PRODUCTS.size());
    long best = sold.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    assertThat(sold.values()).anyMatch(amount -> amount < best / 2);
  }

  @Test
  void itIsTheSameForTheSameMoment() {
    assertThat(SimulatedHistory.of(PRODUCTS, NOW, BERLIN, PERIOD))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
        .isEqualTo(orders);
  }

  @Test
  void aFastSimulatorDoesNotMakeItLarge() {
    assertThat(SimulatedHistory.of(PRODUCTS, NOW, BERLIN, Duration.ofMillis(1)))
        .hasSizeLessThan(20_000);
    assertThat(SimulatedHistory.of(PRODUCTS, NOW, BERLIN, Duration.ofDays(1)))
        .hasSizeGreaterThan(2_000);
  }
}

package dev.liveorders.live.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.LiveHeap;
import dev.liveorders.model.Buckets;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The memory that sales cost a board, of products that sell in every minute. One that does not sell has none. */
class SalesMemoryTest {
  private static final int PRODUCTS = 3_000;
  private static final int NOW = 29_900_000;
  private static final int MINUTES = 40;

  private final BoardClock clock = BoardClock.of(Sales.NONE, 0);

  @Test
  void aProductThatSellsAllDayCostsTwoAndAHalfKib() throws Exception {
    clock.advance(NOW * 60_000L, 1);
    SalesHistory history = new SalesHistory(
        steps(Resolution.MINUTE, 75, 50),
        steps(Resolution.QUARTER_HOUR, 100, 750),
        steps(Resolution.HOUR, 170, 3_000),
        steps(Resolution.DAY, 60, 72_000));
    SalesSeries[] sold = new SalesSeries[PRODUCTS];
    long before = LiveHeap.bytesHere();
    Arrays.setAll(sold, product -> SalesSeries.of(history, clock));
    for (int minute = NOW + 1; minute <= NOW + MINUTES; minute++) {
      clock.advance(minute * 60_000L, minute);
      for (SalesSeries sales : sold) {
        sales.add(minute, 50, clock);
      }
    }
    long bytes = (LiveHeap.bytesHere() - before) / PRODUCTS;

    assertThat(sold[0].of(Resolution.MINUTE).size()).isBetween(75, 80);
    assertThat(bytes).as("bytes of a product").isBetween(1_500L, 2_560L);
  }

  @Test
  void oneThatDoesNotSellOrSoldLongAgoHasNothing() {
    Entry sells = new Entry(null, Commits.product("A1", Commits.ELECTRONICS, 0, 1));
    Entry rests = new Entry(null, Commits.product("A2", Commits.ELECTRONICS, 7, 1));
    BoardSales sales = new BoardSales(Map.of(sells.id(), sells, rests.id(), rests), Sales.NONE, 1);
    Sale sale = new Sale(sells.id(), NOW, 3, 1);
    sales.apply(Commits.sold(2, NOW * 60_000L, List.of(sale), Commits.total("A1", 3, 2)));
    assertThat(sales.sold()).containsExactly(sells);
    assertThat(sells.sales()).isNotNull();
    assertThat(rests.sales()).isNull();

    sales.apply(Commits.sold(3, NOW * 60_000L + Duration.ofDays(61).toMillis(), List.of()));
    assertThat(sales.sold()).isEmpty();
    assertThat(sells.sales()).isNull();
  }

  private Buckets steps(Resolution resolution, int number, long amount) {
    int last = clock.step(resolution);
    return new Buckets(
        IntStream.rangeClosed(last - number + 1, last).toArray(),
        IntStream.range(0, number).mapToLong(step -> amount).toArray(),
        new int[0]);
  }
}

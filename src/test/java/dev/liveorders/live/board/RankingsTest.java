package dev.liveorders.live.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The pace in which rankings are made anew, by a clock on which making one takes a millisecond. */
class RankingsTest {
  private static final Optional<CategoryName> SHOP = Optional.empty();
  private static final Optional<CategoryName> ELECTRONICS = Optional.of(Commits.ELECTRONICS);
  private static final long MILLI = 1_000_000;
  private static final long AT = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();
  private static final int MINUTE = Resolution.MINUTE.stepOf(AT, ZoneOffset.UTC);

  private final CategoryFeed electronics = new CategoryFeed(Commits.ELECTRONICS, Commits.EPOCH);
  private final CategoryFeed confectionery = new CategoryFeed(Commits.CONFECTIONERY, Commits.EPOCH);
  private final Map<ProductId, Entry> entries = Map.of(
      new ProductId("A1"),
      entry("A1", electronics),
      new ProductId("B1"),
      entry("B1", confectionery));
  private final BoardSales sales = new BoardSales(
      entries, Sales.of(AT, new Sales.History(ZoneOffset.UTC, SalesHistory.NONE, Map.of())), 5);
  private final Rankings rankings = new Rankings(
      sales, name -> name.equals(Commits.ELECTRONICS) ? electronics : confectionery, this::nanos);
  private long seq = 5;
  private long now;

  private static Entry entry(String id, CategoryFeed category) {
    Entry entry = new Entry(category, Commits.product(id, category.category(), 0, 1));
    category.add(entry);
    return entry;
  }

  /** A millisecond passes between two looks at the clock. */
  private long nanos() {
    return now += MILLI;
  }

  private void order(String id) {
    Sale sale = new Sale(new ProductId(id), MINUTE, 1, 1);
    entries.get(sale.product()).category().moveToFront(entries.get(sale.product()));
    seq++;
    entries.get(sale.product()).set(Commits.total(id, seq, seq));
    sales.apply(Commits.sold(seq, AT, List.of(sale), Commits.total(id, seq, seq)));
  }

  @Test
  void whoAsksForAPositionHasToWaitForThePaceAsEverybodyElse() {
    order("A1");
    assertThat(rankings.pause(SHOP, Window.LAST_HOUR, seq))
        .as("nothing was made")
        .isZero();
    Ranking first = rankings.of(SHOP, Window.LAST_HOUR);
    order("A1");
    assertThat(rankings.of(SHOP, Window.LAST_HOUR)).isSameAs(first);
    assertThat(rankings.pause(SHOP, Window.LAST_HOUR, seq - 1)).as("seen").isZero();
    long pause = rankings.pause(SHOP, Window.LAST_HOUR, seq);
    assertThat(pause).isEqualTo(20 * MILLI - 2 * MILLI);
    now += pause;
    assertThat(rankings.pause(SHOP, Window.LAST_HOUR, seq)).isZero();
    assertThat(rankings.of(SHOP, Window.LAST_HOUR).seq()).isEqualTo(seq);
  }

  @Test
  void whoAsksForManyRankingsHasToWaitForAllOfThem() {
    order("A1");
    List<Window> windows = List.of(Window.values());
    windows.forEach(window -> rankings.of(SHOP, window));
    order("A1");
    long made = 0;
    for (long end = now + 1_000 * MILLI; now < end; ) {
      for (Window window : windows) {
        long before = rankings.of(SHOP, window).seq();
        made += before == seq ? 1 : 0;
      }
      order("A1");
    }
    assertThat(made).as("of a millisecond each, in a second").isBetween(30L, 50L);
  }

  @Test
  void whoKeepsToAPaceOfHisOwnDoesNotWait() {
    order("A1");
    rankings.of(SHOP, Window.LAST_HOUR);
    order("A1");
    assertThat(rankings.now(SHOP, Window.LAST_HOUR).places().get(0).count()).isEqualTo(2);
  }

  @Test
  void aRankingThatNothingHasChangedIsOfEveryPosition() {
    order("A1");
    rankings.of(ELECTRONICS, Window.LAST_HOUR);
    order("B1");
    assertThat(rankings.pause(ELECTRONICS, Window.LAST_HOUR, seq)).isZero();
    assertThat(rankings.of(ELECTRONICS, Window.LAST_HOUR).seq()).isEqualTo(seq);
  }
}

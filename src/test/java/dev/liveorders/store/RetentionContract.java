package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.rejection;
import static dev.liveorders.store.OrderStoreFixture.repeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Rejection;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Outcome;
import dev.liveorders.store.RetentionStore.Slice;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old orders are folded, and their repeats are still known. */
interface RetentionContract extends OrderStoreFixture {
  long SEED = 20_261_128;

  /** Makes all entries of orders, and ids that are remembered, so many days older. */
  void age(int days);

  /** Does one pass in slices of two rows, and looks at the invariant after each; tells how many rows were changed. */
  private int pass(Function<Slice, Future<Outcome>> work) {
    Outcome outcome = new Outcome(Cursor.START, 0, false);
    int changed = 0;
    while (!outcome.last()) {
      outcome = await(work.apply(new Slice(outcome.at(), 2)));
      changed += outcome.changed();
      assertTotalsAreSums();
    }
    return changed;
  }

  private int fold(int keepDays) {
    return pass(slice -> store().retention().fold(slice, keepDays));
  }

  private int forget(int days) {
    return pass(slice -> store().retention().forget(slice, days));
  }

  private void assertTotalsAreSums() {
    assertThat(
            number(
                "select count(*) from products p left join (select product_id, sum(amount) as amount"
                    + " from orders group by product_id) o on o.product_id = p.id where p.total <> coalesce(o.amount, 0)"))
        .isZero();
  }

  @Test
  default void oldOrdersBecomeOneEntryForEachProductAndDayAndTotalsStayAsTheyAre() {
    seedDemo();
    place(order("1", "A1", 5), order("2", "A1", 6), order("1", "A2", 1));
    age(1);
    place(order("3", "A1", 7));
    age(9);
    place(order("young", "A1", 8));
    long seq = seq();
    assertThat(fold(11)).isZero();
    assertThat(fold(5)).isEqualTo(4);
    assertThat(fold(5)).isZero();
    assertThat(seq()).isEqualTo(seq);
    assertThat(productInStore("A1").total()).isEqualTo(3 + 5 + 6 + 7 + 8);
    assertThat(number("select count(*) from orders where source = 'folded'")).isEqualTo(3);
    assertThat(number("select amount from orders where source = 'folded' and seq = 2"
            + " and product_id = 'A1'"))
        .isEqualTo(11);
    assertThat(number("select count(*) from orders where source = 'api'")).isEqualTo(1);
    assertThat(number("select count(*) from remembered")).isEqualTo(4);
  }

  @Test
  default void anOrderThatWasFoldedIsKnownForEverAndCountsOnce() {
    seedDemo();
    place(order("1", "A1", 5), order("2", "A1", 6));
    age(3);
    place(order("young", "A1", 8));
    fold(2);
    reopened();
    assertThat(placeOne("1", "A1", 5)).isEqualTo(repeat("A1", 22, 3));
    assertThat(placeOne("1", "A1", 77))
        .as("its amount is not known")
        .isEqualTo(repeat("A1", 22, 3));
    assertThat(placeOne("1", "A2", 1)).isEqualTo(counted("A2", 8, 4));
    List<OrderAnswer> answers = place(
            order("fresh", "A1", 1),
            order("2", "A1", 6),
            order("young", "A1", 8),
            order("young", "A1", 9),
            order("1", "none", 1),
            order("fresh", "A1", 1),
            order("1", "A1", 5),
            order("large", "A1", -1_000))
        .answer();
    assertThat(answers.subList(0, 3))
        .containsExactly(counted("A1", 23, 5), repeat("A1", 23, 5), repeat("A1", 23, 5));
    assertThat(rejection(answers.get(3))).isEqualTo(Rejection.ORDER_ID_REUSED);
    assertThat(rejection(answers.get(4))).isEqualTo(Rejection.UNKNOWN_PRODUCT);
    assertThat(answers.subList(5, 7)).containsExactly(repeat("A1", 23, 5), repeat("A1", 23, 5));
    assertThat(rejection(answers.get(7))).isEqualTo(Rejection.TOTAL_OUT_OF_RANGE);
    assertThat(place(order("1", "A1", 5), order("2", "A1", 6)).commit()).isEmpty();
    assertTotalsAreSums();
  }

  @Test
  default void anIdIsForgottenAfterItsDaysAndThenCountsAgain() {
    seedDemo();
    place(order("1", "A1", 5));
    age(10);
    assertThat(fold(5)).isEqualTo(1);
    place(order("2", "A1", 6));
    age(10);
    assertThat(fold(5)).isEqualTo(1);
    age(10);
    assertThat(forget(20)).isZero();
    assertThat(forget(15)).isEqualTo(1);
    assertThat(placeOne("2", "A1", 6)).isEqualTo(repeat("A1", 14, 3));
    assertThat(placeOne("1", "A1", 5)).isEqualTo(counted("A1", 19, 4));
    assertTotalsAreSums();
  }

  /** As when a store moves, and the file of its orders is sent once more. */
  @Test
  default void anOrderOfLongAgoIsKnownFromTheDayOnWhichItIsFolded() {
    seedDemo();
    Order late = order("late", "A1", 3).at(daysAgo(100));
    place(late);
    assertThat(fold(90)).isEqualTo(1);
    assertThat(forget(90)).isZero();
    assertThat(place(late).answer()).containsExactly(repeat("A1", 6, 2));
    age(90);
    assertThat(forget(90)).isZero();
    age(1);
    assertThat(forget(90)).isEqualTo(1);
  }

  private static long daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days)).toEpochMilli();
  }

  @Test
  default void onlyRealOrdersAreFolded() {
    seedDemo();
    place(Order.withoutKey(new ProductId("A1"), 5, Source.SIMULATION));
    age(10);
    assertThat(fold(1)).isZero();
    assertThat(await(store().hasOrders(Source.FOLDED, 0))).isFalse();
    assertThat(await(store().takeBack(Source.SIMULATION)).answer().get(0).total())
        .isEqualTo(3);
  }

  /** Entries of another store, as it exports them, beside an order that comes late: which of them is seen first. */
  @ParameterizedTest
  @ValueSource(strings = {"a late one", "late"})
  default void anEntryOfAnotherStoreIsFoldedLikeAnOrderAndCountsOnce(String id) {
    seedDemo();
    Order entry = order("folded-" + dayOf(daysAgo(100)), "A1", 11).at(daysAgo(100));
    Order line = lineOf(entry, 1_000_000_000);
    Order late = order(id, "A1", -11).at(daysAgo(100));
    place(entry, line, late);
    for (int pass = 0; pass < 3; pass++) {
      fold(90);
      assertThat(place(late, line, entry).commit()).isEmpty();
      assertThat(place(late, line, entry).answer())
          .allMatch(repeat("A1", 1_000_000_003, 2)::equals);
    }
    assertThat(number("select count(*) from orders where source = 'api'")).isZero();
    assertThat(number("select amount from orders where source = 'folded'"))
        .isEqualTo(1_000_000_000);
  }

  /** A sum is not added to an order of a shop, and does not remove it. */
  @Test
  default void anOrderWithTheIdOfAnEntryStaysAsItIsWhileItIsYoung() {
    seedDemo();
    Order namesake = order("folded-" + dayOf(daysAgo(100)), "A1", 11);
    Order old = order("old", "A1", -11).at(daysAgo(100));
    place(namesake, old, order("old", "A2", 2).at(daysAgo(100)));
    assertThat(fold(90)).as("one waits").isEqualTo(1);
    assertThat(place(namesake, old).answer())
        .containsExactly(repeat("A1", 3, 2), repeat("A1", 3, 2));
    assertThat(number("select amount from orders where source = 'api' and amount > 0"))
        .isEqualTo(11);
    age(91);
    assertThat(fold(90)).isEqualTo(2);
    assertThat(place(namesake, old).commit()).isEmpty();
  }

  private static String dayOf(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static Order lineOf(Order order, long amount) {
    return new Order(
        new OrderId(order.id().value(), "1"),
        order.product(),
        amount,
        Source.API,
        true,
        order.placedAt());
  }

  @Test
  default void whatWasOrderedAndCancelledLeavesTheTraceThatItWasFolded() {
    seedDemo();
    long day = daysAgo(100);
    place(order("1", "A1", 5).at(day), order("2", "A1", -5).at(day));
    assertThat(fold(90)).isEqualTo(2);
    assertThat(await(store().hasOrders(Source.FOLDED, 1))).isTrue();
    assertThat(await(store().audit().salesDifferences())).isEmpty();
    assertThat(placeOne("2", "A1", -5)).isEqualTo(repeat("A1", 3, 2));
  }

  /** Any order is counted once, whenever it is folded. */
  @Test
  default void repeatsAtRandomTimesChangeNothing() {
    seedDemo();
    Random random = new Random(SEED);
    long expected = 3;
    int placed = 0;
    for (int round = 0; round < 12; round++) {
      for (int i = 0; i < 5; i++) {
        place(
            order("order-" + placed++, "A1", 2), order("order-" + random.nextInt(placed), "A1", 2));
        expected += 2;
      }
      age(1);
      fold(random.nextInt(8));
      assertThat(productInStore("A1").total())
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(expected);
    }
    assertThat(number("select count(*) from orders where source = 'folded'")).isPositive();
  }
}

package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static dev.liveorders.store.OrderStoreFixture.rejection;
import static dev.liveorders.store.OrderStoreFixture.repeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How orders are counted. */
interface PlacingContract extends OrderStoreFixture {
  @Test
  default void anOrderIsCountedAndAnsweredWithTheNewTotal() {
    seedDemo();
    Written<List<OrderAnswer>> written = place(order("1001", "A1", 5));
    assertThat(written.answer()).containsExactly(counted("A1", 8, 2));
    assertThat(written.commit().map(OrderStoreFixture::withoutSales))
        .contains(Commit.ofTotals(
            await(store().position()).epoch(), 2, List.of(new Total(new ProductId("A1"), 8, 2))));
    assertThat(productInStore("A1").total()).isEqualTo(8);
  }

  @Test
  default void ordersOfOneCommitAreAllToldTheTotalItLeavesBehind() {
    seedDemo();
    Written<List<OrderAnswer>> written =
        place(order("1", "A1", 5), order("2", "A2", 1), order("3", "A1", -2), order("4", "A1", 10));
    assertThat(written.answer())
        .containsExactly(
            counted("A1", 16, 2), counted("A2", 8, 2), counted("A1", 16, 2), counted("A1", 16, 2));
    assertThat(written.commit().orElseThrow().totals())
        .containsExactlyInAnyOrder(
            new Total(new ProductId("A1"), 16, 2), new Total(new ProductId("A2"), 8, 2));
  }

  @Test
  default void aRepeatIsCountedOnceAndToldTheCurrentTotal() {
    seedDemo();
    placeOne("1001", "A1", 5);
    placeOne("1002", "A1", 4);
    Written<List<OrderAnswer>> written = place(order("1001", "A1", 5));
    assertThat(written.answer()).containsExactly(repeat("A1", 12, 3));
    assertThat(written.commit()).isEmpty();
    assertThat(seq()).isEqualTo(3);
  }

  @Test
  default void aRepeatBesideANewOrderIsToldTheTotalAfterBoth() {
    seedDemo();
    placeOne("1001", "A1", 5);
    assertThat(place(order("1001", "A1", 5), order("1002", "A1", 4)).answer())
        .containsExactly(repeat("A1", 12, 3), counted("A1", 12, 3));
  }

  @Test
  default void aRepeatWithinABatchIsCountedOnce() {
    seedDemo();
    assertThat(
            place(order("1", "A1", 5), order("1", "A1", 5), order("1", "A1", 6)).answer())
        .startsWith(counted("A1", 8, 2), repeat("A1", 8, 2))
        .last()
        .matches(answer -> rejection(answer) == Rejection.ORDER_ID_REUSED);
    assertThat(placeOne("1", "A1", 5)).isEqualTo(repeat("A1", 8, 2));
  }

  @Test
  default void oneOrderIdMayHaveSeveralProducts() {
    seedDemo();
    assertThat(place(order("1", "A1", 5), order("1", "A2", 6)).answer())
        .containsExactly(counted("A1", 8, 2), counted("A2", 13, 2));
  }

  @Test
  default void anOrderIdWithAnotherAmountIsRejected() {
    seedDemo();
    placeOne("1001", "A1", 5);
    Rejected rejected = (Rejected) placeOne("1001", "A1", 6);
    assertThat(rejected.rejection()).isEqualTo(Rejection.ORDER_ID_REUSED);
    assertThat(rejected.detail()).contains("\"1001\"", "for 5", "not 6", "\"A1\"", "new id");
    assertThat(seq()).isEqualTo(2);
  }

  @Test
  default void anUnknownProductIsRejectedAndTheRestCounts() {
    seedDemo();
    Written<List<OrderAnswer>> written =
        place(order("1", "Z9", 5), order("2", "A1", 1), order("3", "a1", 1));
    assertThat(written.answer()).element(1).isEqualTo(counted("A1", 4, 2));
    assertThat(((Rejected) written.answer().get(0)).detail())
        .isEqualTo("no product has the id \"Z9\"; GET /products/:category lists them");
    assertThat(rejection(written.answer().get(2))).isEqualTo(Rejection.UNKNOWN_PRODUCT);
    assertThat(written.commit().orElseThrow().totals()).hasSize(1);
  }

  @Test
  default void aTotalNeverGoesBelowZero() {
    seedDemo();
    Rejected rejected = (Rejected) placeOne("1", "A1", -4);
    assertThat(rejected.rejection()).isEqualTo(Rejection.TOTAL_OUT_OF_RANGE);
    assertThat(rejected.detail()).contains("-4", "\"A1\"", "at most 3 can be cancelled");
    assertThat(placeOne("2", "A1", -3)).isEqualTo(counted("A1", 0, 2));
  }

  @Test
  default void aTotalStaysExactForEveryJsonClient() {
    long room = 5;
    await(store()
        .seed(new Catalogue(
            List.of(ELECTRONICS),
            List.of(product("A1", ELECTRONICS.name(), Order.MAX_TOTAL - room)))));
    Rejected rejected = (Rejected) placeOne("1", "A1", room + 1);
    assertThat(rejected.rejection()).isEqualTo(Rejection.TOTAL_OUT_OF_RANGE);
    assertThat(rejected.detail()).contains("at most 5 can be ordered");
    assertThat(placeOne("2", "A1", room)).isEqualTo(counted("A1", Order.MAX_TOTAL, 2));
  }

  @Test
  default void theRangeIsCheckedInTheOrderOfArrival() {
    seedDemo();
    List<OrderAnswer> answers = place(
            order("z", "A1", -4), order("y", "A1", 1), order("x", "A1", -4), order("z", "A1", -4))
        .answer();
    assertThat(rejection(answers.get(0))).isEqualTo(Rejection.TOTAL_OUT_OF_RANGE);
    assertThat(answers.get(1)).isEqualTo(counted("A1", 0, 2));
    assertThat(answers.get(2)).isEqualTo(counted("A1", 0, 2));
    assertThat(rejection(answers.get(3))).isEqualTo(Rejection.TOTAL_OUT_OF_RANGE);
  }

  @Test
  default void aRepeatIsARepeatEvenWhereTheRangeWouldRejectItNow() {
    seedDemo();
    placeOne("1", "A1", -3);
    assertThat(placeOne("1", "A1", -3)).isEqualTo(repeat("A1", 0, 2));
  }

  @Test
  default void aRejectedOrderStoresNothingSoItsIdIsFree() {
    seedDemo();
    assertThat(rejection(placeOne("1", "A1", -4))).isEqualTo(Rejection.TOTAL_OUT_OF_RANGE);
    assertThat(seq()).isEqualTo(1);
    assertThat(placeOne("1", "A1", 9)).isEqualTo(counted("A1", 12, 2));
  }

  @Test
  default void anIdRejectedAndThenTakenWithAnotherAmountInOneBatchCountsTheLatter() {
    seedDemo();
    List<OrderAnswer> answers =
        place(order("1", "A1", -9), order("1", "A1", 2), order("1", "A1", -9)).answer();
    assertThat(rejection(answers.get(0))).isEqualTo(Rejection.TOTAL_OUT_OF_RANGE);
    assertThat(answers.get(1)).isEqualTo(counted("A1", 5, 2));
    assertThat(rejection(answers.get(2))).isEqualTo(Rejection.ORDER_ID_REUSED);
    assertThat(placeOne("1", "A1", 2)).isEqualTo(repeat("A1", 5, 2));
  }

  @Test
  default void amountsThatCancelEachOtherAreACommitAllTheSame() {
    seedDemo();
    assertThat(place(order("1", "A1", 4), order("2", "A1", -4)).answer())
        .containsExactly(counted("A1", 3, 2), counted("A1", 3, 2));
  }

  @Test
  default void idsKeepEveryCharacter() {
    seedDemo();
    String strange = "o'\"; drop table orders; -- \\ % _ \uD83D\uDE00 é";
    assertThat(placeOne(strange, "A1", 5)).isEqualTo(counted("A1", 8, 2));
    assertThat(placeOne(strange, "A1", 5)).isEqualTo(repeat("A1", 8, 2));
    assertThat(placeOne(strange.toUpperCase(Locale.ROOT), "A1", 5)).isEqualTo(counted("A1", 13, 3));
  }

  @Test
  default void linesOfAnOrderAreOrdersOfTheirOwn() {
    seedDemo();
    assertThat(place(line("1", "", 5), line("1", "a", 5), line("1", "b", 6)).answer())
        .containsExactly(counted("A1", 19, 2), counted("A1", 19, 2), counted("A1", 19, 2));
    assertThat(place(line("1", "b", 6), line("1", "", 5), line("1", "a", 5)).answer())
        .containsExactly(repeat("A1", 19, 2), repeat("A1", 19, 2), repeat("A1", 19, 2));
    assertThat(rejection(place(line("1", "a", 6)).answer().get(0)))
        .isEqualTo(Rejection.ORDER_ID_REUSED);
  }

  private static Order line(String id, String line, long amount) {
    return new Order(new OrderId(id, line), new ProductId("A1"), amount, Source.API, true);
  }

  @Test
  default void idsOfOneHashCostNoMoreThanOthers() {
    seedDemo();
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < 4_096; i++) {
      StringBuilder id = new StringBuilder();
      for (int bit = 0; bit < 12; bit++) {
        id.append((i >> bit & 1) == 1 ? "Aa" : "BB");
      }
      orders.add(order(id.toString(), "A1", 1));
    }
    assertThat(orders.stream().map(order -> order.id().hashCode()).distinct()).hasSize(1);
    assertThat(await(store().place(orders)).answer())
        .hasSize(4_096)
        .containsOnly(counted("A1", 3 + 4_096, 2));
  }

  @Test
  default void noOrdersAreNoCommit() {
    assertThat(place()).isEqualTo(new Written<>(List.of(), Optional.empty()));
  }
}

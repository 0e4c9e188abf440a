package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore.Written;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the orders of a source are taken back. */
interface TakeBackContract extends OrderStoreFixture {
  private static Order simulated(String product, long amount) {
    return Order.withoutKey(new ProductId(product), amount, Source.SIMULATION);
  }

  @Test
  default void simulatedOrdersAreTakenBackExactlyAndOnce() {
    seedDemo();
    place(simulated("A1", 5), simulated("A1", 6), order("1001", "A1", 4), simulated("A2", 1));
    Written<List<Total>> written = await(store().takeBack(Source.SIMULATION));
    List<Total> expected =
        List.of(new Total(new ProductId("A1"), 7, 3), new Total(new ProductId("A2"), 7, 3));
    assertThat(written.answer()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(written.commit().orElseThrow().to()).isEqualTo(3);
    Commit changes = await(store().changesSince(2));
    assertThat(changes.totals()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(await(store().takeBack(Source.SIMULATION)).commit()).isEmpty();
    assertThat(seq()).isEqualTo(3);
    place(simulated("A1", 2));
    assertThat(await(store().takeBack(Source.SIMULATION)).answer())
        .containsExactly(new Total(new ProductId("A1"), 7, 5));
  }

  @Test
  default void nothingIsTakenBackWhenATotalWouldGoBelowZero() {
    seedDemo();
    place(simulated("A1", 5), simulated("A2", 1));
    place(order("1", "A1", -7));
    assertThatThrownBy(() -> await(store().takeBack(Source.SIMULATION)))
        .isInstanceOf(RejectedException.class)
        .hasMessageContainingAll("taking back 5", "\"A1\"", "from 1", "order 4");
    assertThat(productInStore("A2").total()).isEqualTo(8);
    assertThat(seq()).isEqualTo(3);
  }

  @Test
  default void aStoreKnowsWhetherItHasOrdersOfASource() {
    assertThat(await(store().hasOrders(Source.OPENING, 0))).isFalse();
    seedDemo();
    assertThat(await(store().hasOrders(Source.OPENING, 0))).isTrue();
    assertThat(await(store().hasOrders(Source.API, 0))).isFalse();
    placeOne("1", "A1", 1);
    assertThat(await(store().hasOrders(Source.API, 0))).isTrue();
    assertThat(await(store().hasOrders(Source.API, seq() - 1))).isTrue();
    assertThat(await(store().hasOrders(Source.API, seq()))).isFalse();
  }
}

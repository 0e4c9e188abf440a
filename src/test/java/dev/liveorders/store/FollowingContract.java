package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.change;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.draft;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.repeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How a store is followed, reopened, renewed and shared. */
interface FollowingContract extends OrderStoreFixture {
  @Test
  default void aNewStoreStandsAtZero() {
    assertThat(seq()).isZero();
    Commit everything = await(store().changesSince(0));
    assertThat(everything.from()).isZero();
    assertThat(everything.to()).isZero();
    assertThat(everything.categories()).isEmpty();
    assertThat(everything.products()).isEmpty();
  }

  @Test
  default void changesAreWholeWhereDetailsChangedAndTotalsElsewhere() {
    seedDemo();
    placeOne("1", "A1", 5);
    Product renamed =
        await(store().update(change(productInStore("A2"), "Blower"))).answer();
    placeOne("2", "A2", 1);
    Category category = new Category(CONFECTIONERY.name(), "Sweets", "B");
    await(store().put(category));
    Epoch epoch = await(store().position()).epoch();
    assertThat(changesWithoutSales(1))
        .isEqualTo(new Commit(
            epoch,
            1,
            5,
            List.of(category),
            List.of(renamed.withTotal(8, 4)),
            List.of(new Total(new ProductId("A1"), 8, 2))));
    assertThat(changesWithoutSales(3))
        .isEqualTo(new Commit(
            epoch,
            3,
            5,
            List.of(category),
            List.of(),
            List.of(new Total(new ProductId("A2"), 8, 4))));
  }

  @Test
  default void whoIsUpToDateOrAheadGetsAnEmptyRange() {
    Epoch epoch = seedDemo().epoch();
    Commit nothing = new Commit(epoch, 1, 1, List.of(), List.of(), List.of());
    assertThat(changesWithoutSales(1)).isEqualTo(nothing);
    assertThat(changesWithoutSales(9)).isEqualTo(nothing);
  }

  @Test
  default void aReopenedStoreHasEverything() {
    seedDemo();
    placeOne("1001", "A1", 5);
    await(store().add(draft("kettle-1", ELECTRONICS)));
    Position position = await(store().position());
    Commit everything = await(store().changesSince(0));
    OrderStore reopened = reopened();
    assertThat(await(reopened.position())).isEqualTo(position);
    assertThat(await(reopened.changesSince(0))).isEqualTo(everything);
    assertThat(placeOne("1001", "A1", 5)).isEqualTo(repeat("A1", 8, 2));
    assertThat(placeOne("1002", "A1", 1)).isEqualTo(counted("A1", 9, 4));
  }

  @Test
  default void aRenewedEpochIsAnotherOneForGood() {
    seedDemo();
    Epoch before = await(store().position()).epoch();
    Epoch renewed = await(store().renewEpoch(before));
    assertThat(renewed).isNotEqualTo(before);
    assertThat(await(store().renewEpoch(before))).as("no longer its epoch").isEqualTo(renewed);
    assertThat(await(store().position())).isEqualTo(new Position(renewed, 1));
    assertThat(place(order("1", "A1", 1)).commit().orElseThrow().epoch()).isEqualTo(renewed);
    assertThat(await(reopened().position())).isEqualTo(new Position(renewed, 2));
  }

  @Test
  default void callsAreCarriedOutInTheOrderTheyAreMade() {
    seedDemo();
    List<Future<Written<List<OrderAnswer>>>> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(store().place(List.of(order("id" + i, "A1", 1))));
    }
    Future<Commit> last = store().changesSince(0);
    assertThat(calls)
        .extracting(call -> await(call).commit().orElseThrow().to())
        .isEqualTo(LongStream.rangeClosed(2, 51).boxed().toList());
    assertThat(await(last).to()).isEqualTo(51);
  }

  @Test
  default void aLeaseHasOneHolderUntilItRunsOut() {
    Duration longTime = Duration.ofMinutes(5);
    assertThat(await(store().lease("simulator", "node1", longTime))).isTrue();
    assertThat(await(store().lease("simulator", "node2", longTime))).isFalse();
    assertThat(await(store().lease("simulator", "node1", longTime))).isTrue();
    assertThat(await(store().lease("another", "node2", longTime))).isTrue();
    assertThat(await(store().lease("simulator", "node1", Duration.ZERO))).isTrue();
    assertThat(await(store().lease("simulator", "node2", longTime))).isTrue();
    assertThat(await(store().lease("simulator", "node1", longTime))).isFalse();
    assertThat(seq()).isZero();
  }

  @Test
  default void closeWaitsForCallsUnderWayAndRejectsLaterOnes() {
    seedDemo();
    Future<Written<List<OrderAnswer>>> underWay = store().place(List.of(order("1", "A1", 1)));
    Future<Void> closed = store().close();
    assertThat(await(underWay).answer()).containsExactly(counted("A1", 4, 2));
    await(closed);
    await(store().close());
    assertThatThrownBy(() -> await(store().position()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    reopened();
    assertThat(productInStore("A1").total()).isEqualTo(4);
  }
}

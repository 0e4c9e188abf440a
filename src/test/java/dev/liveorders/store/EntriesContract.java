package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderEntry;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.Total;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The orders of a product are read newest first. */
interface EntriesContract extends OrderStoreFixture {
  private EntrySlice entries(String product, long before, int limit) {
    return await(store().entries(new ProductId(product), before, limit));
  }

  private static List<String> told(List<OrderEntry> entries) {
    return entries.stream()
        .map(entry -> entry.seq() + " " + entry.source() + " " + entry.amount())
        .toList();
  }

  @Test
  default void theOrdersOfAProductAreReadNewestFirstAndAddUpToItsTotal() {
    seedDemo();
    Instant before = Instant.now().minusSeconds(60);
    place(order("1", "A1", 5), order("2", "A2", 9));
    place(new Order(new OrderId("3", "2"), new ProductId("A1"), -2, Source.API, true));
    place(Order.withoutKey(new ProductId("A1"), 1, Source.SIMULATION));
    EntrySlice all = entries("A1", Long.MAX_VALUE, 100);
    assertThat(all.category()).isEqualTo(ELECTRONICS.name());
    assertThat(all.total()).isEqualTo(new Total(new ProductId("A1"), 7, 4));
    assertThat(told(all.entries()))
        .containsExactly("4 simulation 1", "3 api -2", "2 api 5", "1 opening 3");
    assertThat(all.entries().get(1).id()).isEqualTo(new OrderId("3", "2"));
    assertThat(all.entries())
        .allMatch(entry -> entry.at().isAfter(before) && entry.at().isBefore(Instant.now()));
    assertThat(all.reached()).isZero();
    assertThat(told(entries("A1", 4, 1).entries())).containsExactly("3 api -2");
    assertThat(entries("A1", 4, 1).reached()).isEqualTo(3);
    assertThat(told(entries("A1", 3, 10).entries())).containsExactly("2 api 5", "1 opening 3");
    assertThat(entries("A1", 1, 10).entries()).isEmpty();
  }

  @Test
  default void ordersOfOneCommitComeTogether() {
    seedDemo();
    place(order("1", "A1", 1), order("2", "A1", 2), order("3", "A1", 3));
    placeOne("4", "A1", 4);
    EntrySlice slice = entries("A1", Long.MAX_VALUE, 2);
    assertThat(slice.entries())
        .extracting(OrderEntry::amount)
        .containsExactlyInAnyOrder(4L, 3L, 2L, 1L);
    assertThat(slice.reached()).isEqualTo(2);
  }

  @Test
  default void theOrdersOfARetiredProductAreReadAndThoseOfNoneAreRejected() {
    seedDemo();
    await(store().retire(ELECTRONICS.name(), new ProductId("A1")));
    assertThat(told(entries("A1", Long.MAX_VALUE, 5).entries())).containsExactly("1 opening 3");
    assertRejected(store().entries(new ProductId("A9"), 9, 5), Rejection.UNKNOWN_PRODUCT, "\"A9\"");
  }

  @Test
  default void farApartOrdersAreFoundSliceBySlice() {
    seedDemo();
    placeOne("rare", "A2", 1);
    int commits = 3;
    for (int commit = 0; commit < commits; commit++) {
      String id = "many" + commit + "-";
      place(IntStream.range(0, EntrySlice.ROWS)
          .mapToObj(i -> order(id + i, "A1", 1))
          .toArray(Order[]::new));
    }
    EntrySlice first = entries("A2", Long.MAX_VALUE, 5);
    assertThat(first.entries()).isEmpty();
    assertThat(first.reached()).isBetween(3L, 6L);
    List<OrderEntry> found = new ArrayList<>(await(new EntryReader(store(), Duration.ofMinutes(1))
            .read(new ProductId("A2"), Long.MAX_VALUE, 5))
        .entries());
    assertThat(told(found)).containsExactly("2 api 1", "1 opening 7");
    EntrySlice none =
        await(new EntryReader(store(), Duration.ZERO).read(new ProductId("A2"), Long.MAX_VALUE, 5));
    assertThat(none.entries()).isEmpty();
    assertThat(none.reached()).as("where to go on").isEqualTo(first.reached());
  }
}

package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A second reader of a store that is in use. */
interface ReadingContract extends OrderStoreFixture {
  /** A reader of the same data, beside the open store. */
  StoreReader reader();

  private static List<StoredOrder> orders(StoreReader reader, long since) {
    List<StoredOrder> orders = new ArrayList<>();
    try {
      reader.orders(since, orders::add);
    } catch (IOException none) {
      throw new AssertionError(none);
    }
    return orders;
  }

  private static StoredOrder stored(OrderId id, String product, long amount) {
    return new StoredOrder(id, new ProductId(product), amount, StoredOrder.LONG_AGO);
  }

  @Test
  default void aReaderReadsOneMomentWhateverIsWrittenMeanwhile() throws IOException {
    seedDemo();
    place(order("1", "A1", 5));
    try (StoreReader reader = reader()) {
      place(order("2", "A1", 6));
      assertThat(reader.position().seq()).isEqualTo(2);
      assertThat(orders(reader, 0)).hasSize(4);
      assertThat(reader.categories()).containsExactly(ELECTRONICS, CONFECTIONERY);
      List<Product> products = new ArrayList<>();
      reader.products(products::add);
      assertThat(products).extracting(Product::total).containsExactly(8L, 7L, 101L);
    }
    try (StoreReader reader = reader()) {
      assertThat(orders(reader, 2))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("placedAt")
          .containsExactly(stored(new OrderId("2"), "A1", 6));
      assertThat(orders(reader, reader.position().seq())).isEmpty();
    }
  }

  @Test
  default void whatIsRetiredIsReadLikeTheRestAndToldOnce() throws IOException {
    seedDemo();
    retire("A2");
    await(store().retire(CONFECTIONERY.name()));
    retire("A1");
    await(store().retire(ELECTRONICS.name()));
    try (StoreReader reader = reader()) {
      List<Product> products = new ArrayList<>();
      reader.products(products::add);
      assertThat(products).hasSize(3);
      assertThat(reader.categories()).containsExactly(ELECTRONICS, CONFECTIONERY);
      assertThat(reader.retired())
          .as("one that was retired with its category is told with that")
          .isEqualTo(new Retirements(
              List.of(CONFECTIONERY.name(), ELECTRONICS.name()),
              List.of(
                  new RetiredProduct(new ProductId("A2"), ELECTRONICS.name(), 2),
                  new RetiredProduct(new ProductId("A1"), ELECTRONICS.name(), 4))));
    }
  }

  @Test
  default void ordersAreWhatTheyWereAndCancellationsComeLast() {
    seedDemo();
    Order line = new Order(new OrderId("ДОМ 7", "2"), new ProductId("A2"), 4, Source.API, true);
    place(order("a", "A1", 1_000), line);
    place(order("b", "A1", -900));
    place(order("c", "A1", 3));
    try (StoreReader reader = reader()) {
      List<StoredOrder> read = orders(reader, 1);
      assertThat(read)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("placedAt")
          .containsExactlyInAnyOrder(
              stored(new OrderId("a"), "A1", 1_000),
              stored(line.id(), "A2", 4),
              stored(new OrderId("b"), "A1", -900),
              stored(new OrderId("c"), "A1", 3));
      assertThat(read.get(3).amount()).isNegative();
    }
  }

  @Test
  default void whatIsReadAndPlacedAgainIsInTheSameWindows() {
    seedDemo();
    FollowedSales followed = new FollowedSales(this::store, ZoneOffset.UTC);
    Random random = new Random(27);
    for (int i = 0; i < 40; i++) {
      followed.place(List.of(
          RandomOrders.next(random, followed.at()), RandomOrders.next(random, followed.at())));
      if (i == 25) {
        followed.takeBack(Source.SIMULATION);
      }
    }
    SalesReference again = new SalesReference(ZoneOffset.UTC);
    try (StoreReader reader = reader()) {
      for (StoredOrder read : orders(reader, 0)) {
        Order line = new Order(read.id(), read.product(), read.amount(), Source.API, true);
        again.add(line.at(read.placedAt()), followed.at());
      }
    }
    assertThat(again.sums(followed.at())).isEqualTo(followed.sums());
  }

  @Test
  default void moreOrdersThanAreReadAtATimeAreAllRead() {
    await(store()
        .seed(new Catalogue(List.of(ELECTRONICS), List.of(product("A1", ELECTRONICS.name(), 0)))));
    int count = 10_001;
    List<Order> many = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      many.add(order("order-" + i, "A1", 1));
    }
    await(store().place(many));
    try (StoreReader reader = reader()) {
      assertThat(orders(reader, 0)).hasSize(count).doesNotHaveDuplicates();
    }
  }
}

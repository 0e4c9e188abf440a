package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.change;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.draft;
import static dev.liveorders.store.OrderStoreFixture.nothingOf;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static dev.liveorders.store.OrderStoreFixture.rejection;
import static dev.liveorders.store.OrderStoreFixture.repeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.ProductPut;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore.Written;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Products and categories are retired, and come back. */
interface RetirementContract extends OrderStoreFixture {
  @Test
  default void aRetiredProductLeavesByACommitAndIsRemembered() {
    Commit seeded = seedDemo();
    Written<RetiredProduct> written = retire("A1");
    RetiredProduct retired = new RetiredProduct(A1, ELECTRONICS.name(), 2);
    Commit expected =
        Commit.ofRetired(seeded.epoch(), 2, new Retirements(List.of(), List.of(retired)));
    assertThat(written.answer()).isEqualTo(retired);
    assertThat(written.commit().map(OrderStoreFixture::withoutSales)).contains(expected);
    assertThat(changesWithoutSales(1)).isEqualTo(expected);
    assertThat(shown()).containsExactly("A2", "B1");
    assertThat(await(reopened().changesSince(0)).retired()).isEqualTo(expected.retired());
    assertThat(await(store().changesSince(2)).retired()).isEqualTo(Retirements.NONE);
  }

  @Test
  default void aRetiredProductTakesNoOrdersButKnowsThoseOfBefore() {
    seedDemo();
    placeOne("1", "A1", 5);
    retire("A1");
    assertThat(placeOne("1", "A1", 5)).isEqualTo(repeat("A1", 8, 3));
    assertThat(rejection(placeOne("1", "A1", 6))).isEqualTo(Rejection.ORDER_ID_REUSED);
    OrderAnswer.Rejected rejected = (OrderAnswer.Rejected) placeOne("2", "A1", 1);
    assertThat(rejected.rejection()).isEqualTo(Rejection.PRODUCT_RETIRED);
    assertThat(rejected.detail()).contains("\"A1\"", "total 8", "PUT /products/:category/A1");
    assertThat(seq()).isEqualTo(3);
  }

  @Test
  default void ordersBesideThoseOfARetiredProductAreCounted() {
    seedDemo();
    placeOne("1", "A1", 5);
    retire("A1");
    Order[][] batches = {
      {order("2", "A1", 1), order("3", "A2", 1), order("1", "A1", 5), order("4", "zz", 1)},
      {order("5", "A1", 1), order("6", "A2", -1), order("5", "A1", 1), order("7", "A2", 2)},
    };
    List<OrderAnswer> first = place(batches[0]).answer();
    assertThat(first)
        .extracting(OrderStoreFixture::rejection)
        .containsExactly(Rejection.PRODUCT_RETIRED, null, null, Rejection.UNKNOWN_PRODUCT);
    assertThat(first.get(1)).isEqualTo(counted("A2", 8, 4));
    assertThat(first.get(2)).isEqualTo(repeat("A1", 8, 3));
    Written<List<OrderAnswer>> second = place(batches[1]);
    assertThat(second.answer())
        .extracting(OrderStoreFixture::rejection)
        .containsExactly(Rejection.PRODUCT_RETIRED, null, Rejection.PRODUCT_RETIRED, null);
    assertThat(second.commit().orElseThrow().totals()).containsExactly(new Total(A2, 9, 5));
  }

  @Test
  default void aRetiredProductComesBackWithItsTotal() {
    seedDemo();
    placeOne("1", "A1", 5);
    Product before = productInStore("A1");
    retire("A1");
    Written<ProductPut> put = await(store().put(nothingOf("A1", ELECTRONICS.name())));
    Product back = before.withTotal(8, 4);
    assertThat(put.answer()).isEqualTo(new ProductPut(back, true));
    assertThat(put.commit().orElseThrow().products()).containsExactly(back);
    assertThat(await(store().changesSince(2)).retired()).isEqualTo(Retirements.NONE);
    assertThat(await(store().changesSince(3)).products()).containsExactly(back);
    assertThat(placeOne("2", "A1", 1)).isEqualTo(counted("A1", 9, 5));
  }

  @Test
  default void aProductIsPutWhetherItIsThereOrNot() {
    seedDemo();
    ProductChange kettle = new ProductChange(
        new ProductId("kettle-1"),
        ELECTRONICS.name(),
        Optional.of("Kettle"),
        Optional.of(new BigDecimal("9.50")),
        Optional.empty(),
        Map.of("unit", "pcs"));
    Product added = new Product(
        kettle.id(),
        kettle.category(),
        "Kettle",
        new BigDecimal("9.50"),
        "",
        Extras.of(Map.of("unit", "pcs")),
        0,
        2);
    assertThat(await(store().put(kettle)).answer()).isEqualTo(new ProductPut(added, true));
    assertThat(await(store().put(kettle)))
        .isEqualTo(new Written<>(new ProductPut(added, false), Optional.empty()));
    Written<ProductPut> renamed = await(store().put(change(added, "Pot")));
    assertThat(renamed.answer().created()).isFalse();
    assertThat(renamed.answer().product().name()).isEqualTo("Pot");
    assertThat(renamed.answer().product().extras()).isEqualTo(added.extras());
    assertRejected(
        store().put(nothingOf("A9", ELECTRONICS.name())), Rejection.INVALID, "\"A9\"", "name");
    assertRejected(
        store().put(nothingOf("A1", CONFECTIONERY.name())), Rejection.PRODUCT_ID_TAKEN, "\"A1\"");
    assertRejected(
        store().put(nothingOf("A1", new CategoryName("nowhere"))),
        Rejection.UNKNOWN_CATEGORY,
        "\"nowhere\"");
  }

  @Test
  default void whatIsRetiredSaysSoAndHowItComesBack() {
    seedDemo();
    Product before = productInStore("A1");
    retire("A1");
    String remedy = "PUT /products/electronics/A1";
    assertRejected(store().retire(ELECTRONICS.name(), A1), Rejection.PRODUCT_RETIRED, remedy);
    assertRejected(store().update(change(before, "x")), Rejection.PRODUCT_RETIRED, remedy);
    assertRejected(store().add(draft("A1", ELECTRONICS)), Rejection.PRODUCT_ID_TAKEN, remedy);
    assertRejected(store().add(draft("A1", CONFECTIONERY)), Rejection.PRODUCT_ID_TAKEN, remedy);
    assertRejected(
        store().put(nothingOf("A1", CONFECTIONERY.name())), Rejection.PRODUCT_ID_TAKEN, remedy);
    assertRejected(store().retire(CONFECTIONERY.name(), A2), Rejection.UNKNOWN_PRODUCT, "\"A2\"");
    assertRejected(
        store().retire(ELECTRONICS.name(), new ProductId("A9")),
        Rejection.UNKNOWN_PRODUCT,
        "\"A9\"");
    assertThat(await(store().add(draft(null, ELECTRONICS))).answer().id().value())
        .isEqualTo("A3");
  }

  @Test
  default void ordersOfARetiredProductAreTakenBackUnseen() {
    seedDemo();
    place(Order.withoutKey(A1, 5, Source.SIMULATION), Order.withoutKey(A2, 1, Source.SIMULATION));
    retire("A1");
    Written<List<Total>> written = await(store().takeBack(Source.SIMULATION));
    assertThat(written.answer())
        .containsExactlyInAnyOrder(new Total(A1, 3, 4), new Total(A2, 7, 4));
    assertThat(written.commit().orElseThrow().totals()).containsExactly(new Total(A2, 7, 4));
    assertThat(await(store().changesSince(3))).isEqualTo(written.commit().orElseThrow());
    await(store().put(nothingOf("A1", ELECTRONICS.name())));
    assertThat(productInStore("A1").total()).isEqualTo(3);
  }

  @Test
  default void aSnapshotRemembersTheNewestRetiredProducts() {
    int many = Retirements.MAX_REMEMBERED + 1;
    List<Product> products = IntStream.range(0, many)
        .mapToObj(i -> product("A" + i, ELECTRONICS.name(), 0))
        .toList();
    await(store().seed(new Catalogue(List.of(ELECTRONICS, CONFECTIONERY), products)));
    retire("A7");
    await(store().retire(ELECTRONICS.name()));
    List<RetiredProduct> remembered = await(store().changesSince(0)).retired().products();
    assertThat(remembered).hasSize(Retirements.MAX_REMEMBERED);
    assertThat(remembered).extracting(RetiredProduct::seq).containsOnly(3L);
    assertThat(await(store().changesSince(1)).retired().products()).hasSize(many);
  }
}

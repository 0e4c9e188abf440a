package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.change;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.draft;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Rejection;
import dev.liveorders.store.OrderStore.Written;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How products and categories come and change. */
interface CatalogueContract extends OrderStoreFixture {
  @Test
  default void anAddedProductStartsAtZeroAndTakesOrders() {
    seedDemo();
    Written<Product> written = await(store().add(draft("kettle-1", ELECTRONICS)));
    Product expected = new Product(
        new ProductId("kettle-1"),
        ELECTRONICS.name(),
        "Kettle",
        new BigDecimal("9.50"),
        "Hot",
        Extras.of(Map.of("unit", "pcs")),
        0,
        2);
    assertThat(written.answer()).isEqualTo(expected);
    assertThat(written.commit().orElseThrow().products()).containsExactly(expected);
    assertThat(productInStore("kettle-1")).isEqualTo(expected);
    assertThat(placeOne("1", "kettle-1", 5)).isEqualTo(counted("kettle-1", 5, 3));
  }

  @Test
  default void aProductWithoutIdGetsThePrefixAndTheNextNumber() {
    seedDemo();
    assertThat(addedId(null, ELECTRONICS)).isEqualTo("A3");
    assertThat(addedId("A10", CONFECTIONERY)).isEqualTo("A10");
    assertThat(addedId("A0007", ELECTRONICS)).isEqualTo("A0007");
    assertThat(addedId("A12x", ELECTRONICS)).isEqualTo("A12x");
    assertThat(addedId("AB99", ELECTRONICS)).isEqualTo("AB99");
    assertThat(addedId("a99", ELECTRONICS)).isEqualTo("a99");
    assertThat(addedId(null, ELECTRONICS)).isEqualTo("A11");
    assertThat(addedId("A99999999999999999999", ELECTRONICS)).isEqualTo("A99999999999999999999");
    assertThat(addedId(null, ELECTRONICS)).isEqualTo("A100000000000000000000");
    assertThat(addedId(null, CONFECTIONERY)).isEqualTo("B2");
    await(store().put(new Category(ELECTRONICS.name(), "Electronics", "E")));
    assertThat(addedId(null, ELECTRONICS)).isEqualTo("E1");
  }

  @Test
  default void aNextNumberThatHasNoRoomIsRejected() {
    seedDemo();
    addedId("A" + "9".repeat(ProductId.MAX_BYTES - 1), ELECTRONICS);
    assertRejected(
        store().add(draft(null, ELECTRONICS)), Rejection.INVALID, "\"A1" + "0".repeat(60));
    assertThat(await(store().changesSince(0)).products()).hasSize(4);
  }

  @Test
  default void textIsKeptAsItIsAndNulIsRejected() {
    seedDemo();
    Product strange = new Product(
        new ProductId("A1"),
        ELECTRONICS.name(),
        "o'Neil \\ \"; -- \uD83D\uDE00 \t",
        new BigDecimal("999999999.9999"),
        " \n%",
        Extras.of(Map.of("b", "\u0000'", "a", List.of(1, 2.50))),
        3,
        2);
    Map<String, Object> extras = strange.extras().fields();
    await(store()
        .update(new ProductChange(
            strange.id(),
            strange.category(),
            Optional.of(strange.name()),
            Optional.of(strange.rrp()),
            Optional.of(strange.info()),
            extras)));
    assertThat(productInStore("A1")).isEqualTo(strange);
    assertRejected(store().update(change(strange, "a\u0000b")), Rejection.INVALID, "NUL");
  }

  private String addedId(String id, Category category) {
    return await(store().add(draft(id, category))).answer().id().value();
  }

  @Test
  default void aProductIdIsTakenOnceOverAllCategoriesAndCaseCounts() {
    seedDemo();
    assertRejected(
        store().add(draft("A1", CONFECTIONERY)),
        Rejection.PRODUCT_ID_TAKEN,
        "\"A1\"",
        "choose another");
    assertThat(addedId("a1", CONFECTIONERY)).isEqualTo("a1");
    assertThat(productInStore("A1").category()).isEqualTo(ELECTRONICS.name());
  }

  @Test
  default void aProductNeedsACategory() {
    assertRejected(
        store().add(draft("X1", ELECTRONICS)),
        Rejection.UNKNOWN_CATEGORY,
        "\"electronics\"",
        "GET /categories");
  }

  @Test
  default void anUpdateChangesDetailsAndNotTheTotal() {
    seedDemo();
    Map<String, Object> extras = new HashMap<>();
    extras.put("unit", "kg");
    ProductChange change = new ProductChange(
        new ProductId("B1"),
        CONFECTIONERY.name(),
        Optional.of("Bar"),
        Optional.of(new BigDecimal("1.999")),
        Optional.of(""),
        extras);
    Written<Product> written = await(store().update(change));
    Product expected = new Product(
        new ProductId("B1"),
        CONFECTIONERY.name(),
        "Bar",
        new BigDecimal("1.999"),
        "",
        Extras.of(Map.of("unit", "kg")),
        101,
        2);
    assertThat(written.answer()).isEqualTo(expected);
    assertThat(written.commit().orElseThrow().products()).containsExactly(expected);
    assertThat(productInStore("B1")).isEqualTo(expected);
    extras.put("unit", null);
    ProductChange removal = new ProductChange(
        new ProductId("B1"),
        CONFECTIONERY.name(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        extras);
    assertThat(await(store().update(removal)).answer().extras()).isEqualTo(Extras.NONE);
  }

  @Test
  default void anUpdateThatChangesNothingTakesNoSeq() {
    seedDemo();
    Product same = productInStore("A1");
    assertThat(await(store().update(change(same, same.name()))))
        .isEqualTo(new Written<>(same, Optional.empty()));
    ProductChange sameRrp = new ProductChange(
        same.id(),
        same.category(),
        Optional.empty(),
        Optional.of(new BigDecimal("22.4000")),
        Optional.empty(),
        Map.of());
    assertThat(await(store().update(sameRrp)).commit()).isEmpty();
    assertThat(seq()).isEqualTo(1);
  }

  @Test
  default void anUpdateThatCannotBeIsRejected() {
    seedDemo();
    Product elsewhere = product("A1", CONFECTIONERY.name(), 0);
    assertRejected(
        store().update(change(elsewhere, "x")),
        Rejection.UNKNOWN_PRODUCT,
        "\"A1\"",
        "/products/confectionery");
    Product missing = product("A9", ELECTRONICS.name(), 0);
    assertRejected(store().update(change(missing, "x")), Rejection.UNKNOWN_PRODUCT, "\"A9\"");
    assertRejected(store().update(change(productInStore("A1"), " ")), Rejection.INVALID, "name");
  }

  @Test
  default void aCategoryIsCreatedAndRenamed() {
    Written<Boolean> created = await(store().put(ELECTRONICS));
    assertThat(created.answer()).isTrue();
    assertThat(created.commit().orElseThrow().categories()).containsExactly(ELECTRONICS);
    Category renamed = new Category(ELECTRONICS.name(), "Gadgets", "G");
    Written<Boolean> second = await(store().put(renamed));
    assertThat(second.answer()).isFalse();
    assertThat(second.commit().orElseThrow().categories()).containsExactly(renamed);
    assertThat(await(store().put(renamed))).isEqualTo(new Written<>(false, Optional.empty()));
    assertThat(await(store().changesSince(0)).categories()).containsExactly(renamed);
    assertThat(seq()).isEqualTo(2);
  }

  @Test
  default void aPrefixBelongsToOneCategory() {
    seedDemo();
    Category thief = new Category(CONFECTIONERY.name(), "Sweets", "A");
    assertRejected(store().put(thief), Rejection.PREFIX_TAKEN, "\"A\"", "electronics");
    Category newcomer = new Category(new CategoryName("toys"), "Toys", "B");
    assertRejected(store().put(newcomer), Rejection.PREFIX_TAKEN, "\"B\"", "confectionery");
    assertThat(await(store().put(new Category(CONFECTIONERY.name(), "Sweets", "B")))
            .answer())
        .isFalse();
  }
}

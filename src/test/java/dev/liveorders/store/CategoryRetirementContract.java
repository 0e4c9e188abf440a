package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.draft;
import static dev.liveorders.store.OrderStoreFixture.nothingOf;
import static dev.liveorders.store.OrderStoreFixture.product;
import static dev.liveorders.store.OrderStoreFixture.rejection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.store.OrderStore.Written;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the products of a category that is retired, and of the catalogue at a restart. */
interface CategoryRetirementContract extends OrderStoreFixture {
  @Test
  default void aRetiredCategoryTakesItsProductsAlongAndBringsThemBack() {
    Commit seeded = seedDemo();
    retire("A2");
    Written<Retirements> written = await(store().retire(ELECTRONICS.name()));
    Retirements retired = new Retirements(
        List.of(ELECTRONICS.name()), List.of(new RetiredProduct(A1, ELECTRONICS.name(), 3)));
    assertThat(written.answer()).isEqualTo(retired);
    assertThat(written.commit().map(OrderStoreFixture::withoutSales))
        .contains(Commit.ofRetired(seeded.epoch(), 3, retired));
    assertThat(await(store().changesSince(2)).retired()).isEqualTo(retired);
    Commit everything = await(store().changesSince(0));
    assertThat(everything.categories()).containsExactly(CONFECTIONERY);
    assertThat(everything.retired().categories()).isEmpty();
    assertThat(everything.retired().products())
        .extracting(RetiredProduct::id)
        .containsExactly(A1, A2);
    assertThat(rejection(placeOne("1", "A1", 1))).isEqualTo(Rejection.PRODUCT_RETIRED);

    Category renamed = new Category(ELECTRONICS.name(), "Gadgets", "G");
    Written<Boolean> back = await(store().put(renamed));
    assertThat(back.answer()).isTrue();
    Commit commit = back.commit().orElseThrow();
    assertThat(commit.from()).isEqualTo(3);
    assertThat(commit.categories()).containsExactly(renamed);
    assertThat(commit.products())
        .containsExactly(product("A1", ELECTRONICS.name(), 3).withTotal(3, 4));
    assertThat(shown()).as("A2 was retired before").containsExactly("A1", "B1");
    assertThat(await(store().changesSince(0)).categories())
        .as("what comes back stands last")
        .containsExactly(CONFECTIONERY, renamed);
  }

  @Test
  default void aRetiredCategoryTakesNothingIn() {
    seedDemo();
    await(store().retire(ELECTRONICS.name()));
    String remedy = "PUT /categories/electronics";
    assertRejected(
        store().add(draft("A9", ELECTRONICS)), Rejection.CATEGORY_RETIRED, "retired", remedy);
    assertRejected(store().retire(ELECTRONICS.name()), Rejection.CATEGORY_RETIRED, remedy);
    assertRejected(
        store().put(nothingOf("A1", ELECTRONICS.name())), Rejection.CATEGORY_RETIRED, remedy);
    assertRejected(
        store().retire(new CategoryName("nowhere")), Rejection.UNKNOWN_CATEGORY, "\"nowhere\"");
    Category thief = new Category(new CategoryName("toys"), "Toys", "A");
    assertRejected(store().put(thief), Rejection.PREFIX_TAKEN, "electronics");
  }

  @Test
  default void aRestartBringsNothingBackThatIsInTheCatalogue() {
    Catalogue catalogue = new Catalogue(
        List.of(ELECTRONICS, CONFECTIONERY),
        List.of(
            product("A1", ELECTRONICS.name(), 3),
            product("A7", ELECTRONICS.name(), 7),
            product("B1", CONFECTIONERY.name(), 101)));
    seedDemo();
    await(store().retire(ELECTRONICS.name()));
    await(store().retire(CONFECTIONERY.name(), new ProductId("B1")));
    assertThat(await(store().seed(catalogue))).isEqualTo(new Written<>(0, Optional.empty()));
    assertThat(shown()).isEmpty();
  }
}

package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Rejection;
import dev.liveorders.store.OrderStore.Written;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store is seeded with: all of it or nothing, and only what is missing. */
interface SeedContract extends OrderStoreFixture {
  @Test
  default void aSeedIsOneCommitOfWholeProductsWithTheirOpeningTotals() {
    Commit commit = seedDemo();
    assertThat(commit.from()).isZero();
    assertThat(commit.to()).isEqualTo(1);
    assertThat(commit.categories()).containsExactly(ELECTRONICS, CONFECTIONERY);
    assertThat(commit.products())
        .containsExactly(
            product("A1", ELECTRONICS.name(), 3).withTotal(3, 1),
            product("A2", ELECTRONICS.name(), 7).withTotal(7, 1),
            product("B1", CONFECTIONERY.name(), 101).withTotal(101, 1));
    assertThat(commit.totals()).isEmpty();
  }

  @Test
  default void aSecondSeedAddsOnlyWhatIsMissing() {
    seedDemo();
    placeOne("1", "A1", 5);
    Catalogue more = new Catalogue(
        List.of(
            new Category(ELECTRONICS.name(), "Renamed", "C"),
            new Category(new CategoryName("toys"), "Toys", "T")),
        List.of(product("A1", ELECTRONICS.name(), 99), product("T1", new CategoryName("toys"), 0)));
    Written<Integer> written = await(store().seed(more));
    assertThat(written.answer()).isEqualTo(1);
    Commit commit = written.commit().orElseThrow();
    assertThat(commit.categories()).containsExactly(more.categories().get(1));
    assertThat(commit.products()).extracting(product -> product.id().value()).containsExactly("T1");
    assertThat(productInStore("A1").total()).isEqualTo(8);
    assertThat(await(store().changesSince(0)).categories()).startsWith(ELECTRONICS);
    assertThat(await(store().seed(more))).isEqualTo(new Written<>(0, Optional.empty()));
  }

  @Test
  default void aSeedThatCannotBeWholeIsRejectedWhole() {
    CategoryName nowhere = new CategoryName("nowhere");
    assertRejected(
        store().seed(new Catalogue(List.of(ELECTRONICS), List.of(product("X1", nowhere, 1)))),
        Rejection.UNKNOWN_CATEGORY,
        "\"nowhere\"");
    assertRejected(
        store()
            .seed(new Catalogue(
                List.of(ELECTRONICS), List.of(product("A1", ELECTRONICS.name(), -1)))),
        Rejection.TOTAL_OUT_OF_RANGE,
        "-1",
        "\"A1\"");
    assertThat(await(store().changesSince(0)).categories()).isEmpty();
  }
}

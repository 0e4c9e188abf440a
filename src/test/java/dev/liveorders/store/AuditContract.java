package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Difference;
import dev.liveorders.model.OrderEntry;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import dev.liveorders.store.AuditStore.Sums;
import dev.liveorders.store.AuditStore.Totals;
import dev.liveorders.store.OrderStore.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The comparison of totals with orders, and their correction. */
interface AuditContract extends OrderStoreFixture {
  ProductId FIRST = new ProductId("A1");
  ProductId SECOND = new ProductId("A2");

  /** A reader of the same data, beside the open store. */
  StoreReader reader();

  private List<Difference> differences() {
    try (StoreReader reader = reader()) {
      return reader.differences();
    }
  }

  @Test
  default void totalsThatAreTheSumOfTheirOrdersNeedNoRepair() {
    seedDemo();
    place(order("1", "A1", 5), order("2", "A2", -7));
    assertThat(differences()).isEmpty();
    assertThat(await(store().audit().repair()))
        .isEqualTo(new Written<>(List.of(), Optional.empty()));
    assertThat(seq()).isEqualTo(2);
  }

  @Test
  default void aFalsifiedTotalIsFoundAndCorrectedByACommitThatSaysSo() {
    seedDemo();
    placeOne("1", "A1", 5);
    falsify("A1", 111);
    falsify("A2", 0);
    List<Difference> expected =
        List.of(new Difference(FIRST, 111, 8), new Difference(SECOND, 0, 7));
    assertThat(differences()).isEqualTo(expected);
    Written<List<Difference>> repaired = await(store().audit().repair());
    assertThat(repaired.answer()).isEqualTo(expected);
    Commit commit = repaired.commit().orElseThrow();
    assertThat(commit.to()).isEqualTo(3);
    assertThat(commit.totals())
        .containsExactlyInAnyOrder(new Total(FIRST, 8, 3), new Total(SECOND, 7, 3));
    assertThat(changesWithoutSales(2))
        .usingRecursiveComparison()
        .ignoringCollectionOrder() // a commit is one change
        .isEqualTo(OrderStoreFixture.withoutSales(commit));
    assertThat(differences()).isEmpty();
    OrderEntry entry =
        await(store().entries(FIRST, Long.MAX_VALUE, 5)).entries().get(0);
    assertThat(entry.amount()).isZero();
    assertThat(entry.source()).isEqualTo("audit");
    assertThat(entry.id().value()).isEqualTo("audit-3-from-111-to-8");
    assertThat(placeOne("2", "A1", 1)).isEqualTo(OrderStoreFixture.counted("A1", 9, 4));
  }

  @Test
  default void theTotalOfARetiredProductIsCorrectedUnseen() {
    seedDemo();
    await(store().retire(ELECTRONICS.name(), FIRST));
    falsify("A1", 9);
    Written<List<Difference>> repaired = await(store().audit().repair());
    assertThat(repaired.answer()).containsExactly(new Difference(FIRST, 9, 3));
    assertThat(repaired.commit().orElseThrow().totals()).isEmpty();
    assertThat(changesWithoutSales(2))
        .isEqualTo(OrderStoreFixture.withoutSales(repaired.commit().orElseThrow()));
  }

  @Test
  default void ordersAreAddedUpByWholeCommitsUpToAPosition() {
    seedDemo();
    place(order("1", "A1", 1), order("2", "A1", 2), order("3", "A2", 3));
    placeOne("4", "A1", 4);
    await(store().put(new Category(ELECTRONICS.name(), "Gadgets", "A")));
    Map<ProductId, Long> sums = new HashMap<>();
    long to = 0;
    while (to < 4) {
      Sums next = await(store().audit().sums(to, Long.MAX_VALUE, 2));
      assertThat(next.to()).isGreaterThan(to);
      next.amounts().forEach((product, amount) -> sums.merge(product, amount, Long::sum));
      to = next.to();
    }
    assertThat(sums).containsEntry(FIRST, 10L).containsEntry(SECOND, 10L).hasSize(3);
    assertThat(await(store().audit().sums(1, 2, 100)))
        .isEqualTo(new Sums(2, 3, Map.of(FIRST, 3L, SECOND, 3L)));
    assertThat(await(store().audit().sums(4, Long.MAX_VALUE, 100)))
        .isEqualTo(new Sums(4, 0, Map.of()));
  }

  @Test
  default void totalsAreReadPageByPageWithTheirPosition() {
    seedDemo();
    await(store().retire(ELECTRONICS.name(), SECOND));
    Totals page = await(store().audit().totals(Optional.empty(), 2));
    assertThat(page.totals()).containsExactly(new Total(FIRST, 3, 1), new Total(SECOND, 7, 2));
    assertThat(page.position()).isEqualTo(await(store().position()));
    assertThat(await(store().audit().totals(Optional.of(SECOND), 2)).totals())
        .containsExactly(new Total(new ProductId("B1"), 101, 1));
    Totals end = await(store().audit().totals(Optional.of(new ProductId("B1")), 2));
    assertThat(end.totals()).isEmpty();
    assertThat(end.position()).isEqualTo(page.position());
  }
}

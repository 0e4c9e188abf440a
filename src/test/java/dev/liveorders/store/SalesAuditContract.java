package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.liveorders.model.Commit;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.model.SalesDifference.Sold;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore.Written;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The comparison of sales with orders, and their correction. */
public interface SalesAuditContract extends SalesContract {
  private SalesHistory history(Commit commit, String product) {
    return commit.sales().history().orElseThrow().products().get(new ProductId(product));
  }

  @Test
  default void salesThatAreTheSumOfTheirOrdersNeedNoRepair() {
    seedDemo();
    place(order("1", "A1", 5), order("2", "A1", -5), order("3", "B1", 2));
    assertThat(await(store().audit().salesDifferences())).isEmpty();
    assertThat(await(store().audit().repairSales()))
        .isEqualTo(new Written<>(List.of(), Optional.empty()));
    assertThat(seq()).isEqualTo(2);
  }

  @Test
  default void aFalsifiedBucketIsFoundAndCorrectedByACommitThatBringsTheHistory() {
    seedDemo();
    place(order("1", "A1", 5), order("2", "B1", 2));
    writeAllSales();
    Commit before = await(store().changesSince(0));
    number("update sales set amount = 77 where product_id = 'A1' and step = 1 returning 1");
    number("update sales set orders = 3 where product_id = '' and step = 3 returning 1");
    number("delete from sales where product_id = 'B1' and step = 0 returning 1");
    List<SalesDifference> differences = await(store().audit().salesDifferences());
    assertThat(differences)
        .extracting(
            SalesDifference::product,
            SalesDifference::resolution,
            SalesDifference::stored,
            SalesDifference::summed)
        .containsExactlyInAnyOrder(
            tuple(
                Optional.of(new ProductId("A1")),
                Resolution.QUARTER_HOUR,
                new Sold(77, 1),
                new Sold(5, 1)),
            tuple(Optional.empty(), Resolution.DAY, new Sold(7, 3), new Sold(7, 2)),
            tuple(
                Optional.of(new ProductId("B1")), Resolution.MINUTE, Sold.NOTHING, new Sold(2, 1)));
    Written<List<SalesDifference>> repaired = await(store().audit().repairSales());
    assertThat(repaired.answer()).containsExactlyInAnyOrderElementsOf(differences);
    Commit commit = repaired.commit().orElseThrow();
    assertThat(commit.to()).isEqualTo(3);
    assertThat(commit.totals())
        .containsExactlyInAnyOrder(
            new Total(new ProductId("A1"), 8, 3), new Total(new ProductId("B1"), 103, 3));
    assertThat(history(commit, "A1")).isEqualTo(history(before, "A1"));
    assertThat(history(commit, "B1")).isEqualTo(history(before, "B1"));
    assertThat(await(store().changesSince(0)).sales().history())
        .isEqualTo(before.sales().history());
    assertThat(await(store().changesSince(2)).totals())
        .containsExactlyInAnyOrderElementsOf(commit.totals());
    assertThat(await(store().audit().salesDifferences())).isEmpty();
  }

  @Test
  default void salesWithoutAnyOrderAreForgotten() {
    seedDemo();
    place(order("1", "A1", 5));
    writeAllSales();
    number("update sales set product_id = 'A2' where product_id = 'A1' and step = 3 returning 1");
    assertThat(await(store().audit().repairSales()).answer())
        .extracting(difference -> difference.product().orElseThrow().value())
        .containsExactlyInAnyOrder("A1", "A2");
    assertThat(await(store().audit().salesDifferences())).isEmpty();
    assertThat(number("select count(*) from sales where product_id = 'A2'")).isZero();
  }
}

package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.counted;
import static dev.liveorders.store.OrderStoreFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.NaughtyStrings;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Order;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How names of any script are kept: byte for byte, whatever they mean to others. */
interface NamesContract extends OrderStoreFixture {
  @Test
  default void naughtyStringsAreKeptAsIdsAndNamesAndCountTheirOrders() {
    List<Product> products = new ArrayList<>();
    NaughtyStrings.productIds()
        .forEach(id -> products.add(named(id, ELECTRONICS.name(), id.value())));
    List<String> names = NaughtyStrings.names();
    for (int i = 0; i < names.size(); i++) {
      products.add(named(new ProductId("N" + i), ELECTRONICS.name(), names.get(i)));
    }
    await(store().seed(new Catalogue(List.of(ELECTRONICS), products)));
    Order[] orders =
        products.stream().map(product -> order("1", product.id().value(), 3)).toArray(Order[]::new);
    assertThat(place(orders).answer())
        .isEqualTo(products.stream()
            .map(product -> counted(product.id().value(), 3, 2))
            .toList());

    Commit kept = await(reopened().changesSince(0));
    assertThat(kept.products())
        .containsExactlyInAnyOrderElementsOf(
            products.stream().map(product -> product.withTotal(3, 2)).toList());
  }

  @Test
  default void categoriesOfAnyScriptAreKeptAndHaveProductsOfTheirOwn() {
    List<CategoryName> names = NaughtyStrings.categoryNames();
    List<Category> categories = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String prefix = "N" + (char) ('A' + i / 26) + (char) ('A' + i % 26);
      categories.add(new Category(names.get(i), names.get(i).value(), prefix));
      await(store().put(categories.get(i)));
      assertThat(await(store().add(OrderStoreFixture.draft(null, categories.get(i))))
              .answer()
              .id())
          .isEqualTo(new ProductId(prefix + 1));
    }
    Commit kept = await(reopened().changesSince(0));
    assertThat(kept.categories()).isEqualTo(categories);
    assertThat(kept.products()).extracting(Product::category).hasSameElementsAs(names);
  }

  @Test
  default void idsThatDifferInOneCodePointOrInCaseAreOthers() {
    List<Product> products = new ArrayList<>();
    String[] ids = {
      "strasse", "stra\u00dfe", "STRASSE", "cafe", "caf\u00e9", "\uff21", "A", "a b", "a\u00a0b"
    };
    for (String id : ids) {
      products.add(named(new ProductId(id), ELECTRONICS.name(), id));
    }
    await(store().seed(new Catalogue(List.of(ELECTRONICS), products)));
    for (int i = 0; i < products.size(); i++) {
      placeOne("1", products.get(i).id().value(), i + 1);
    }
    for (int i = 0; i < products.size(); i++) {
      assertThat(productInStore(products.get(i).id().value()).total()).isEqualTo(i + 1);
    }
    assertThat(placeOne("2", "cafe\u0301", 10))
        .isEqualTo(counted("caf\u00e9", 15, products.size() + 2));
  }

  private static Product named(ProductId id, CategoryName category, String name) {
    return new Product(id, category, name, new BigDecimal("1.00"), name, Extras.NONE, 0, 0);
  }
}

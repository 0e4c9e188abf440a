package dev.liveorders.store.postgres;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Product;
import dev.liveorders.model.RejectedException;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Adds what is missing of a catalogue, by one call of a database function. */
final class PostgresSeed {
  private static final String RETIRED_CATEGORIES =
      "select name from categories where retired_seq > 0";
  private static final String SEED =
      PostgresCatalogue.COMMIT + "seed_v1($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) c";

  /** SQLSTATE codes of the function, beside those of {@link PostgresCatalogue}. */
  private static final String SEED_PREFIX_TAKEN = "LO004";

  private static final String OPENING_TOTAL = "LO005";

  private final PostgresRetries calls;
  private final PostgresCatalogue catalogue;

  PostgresSeed(PostgresRetries calls, PostgresCatalogue catalogue) {
    this.calls = calls;
    this.catalogue = catalogue;
  }

  /** As {@link OrderStore#seed}; takes no seq when nothing is missing. */
  Future<Written<Integer>> seed(Catalogue wanted) {
    return calls.call(RETIRED_CATEGORIES, Tuple.tuple()).compose(rows -> {
      Set<String> retired = new HashSet<>();
      rows.forEach(row -> retired.add(row.getString("name")));
      return seed(
          wanted,
          wanted.products().stream()
              .filter(product -> !retired.contains(product.category().value()))
              .toList());
    });
  }

  private Future<Written<Integer>> seed(Catalogue wanted, List<Product> products) {
    List<Category> categories = wanted.categories();
    Tuple arguments = Tuple.tuple()
        .addArrayOfString(strings(categories, category -> category.name().value()))
        .addArrayOfString(strings(categories, Category::title))
        .addArrayOfString(strings(categories, Category::prefix))
        .addArrayOfString(strings(products, product -> product.id().value()))
        .addArrayOfString(strings(products, product -> product.category().value()))
        .addArrayOfString(strings(products, Product::name))
        .addArrayOfString(strings(products, product -> product.rrp().toPlainString()))
        .addArrayOfString(strings(products, Product::info))
        .addArrayOfString(strings(products, product -> product.extras().json()))
        .addArrayOfLong(products.stream().map(Product::total).toArray(Long[]::new))
        .addArrayOfString(strings(products, product -> OrderId.random().value()));
    return catalogue.change(SEED, arguments, error -> rejection(error, wanted)).map(row -> {
      if (row.getLong("at_seq") == null) {
        return new Written<>(0, Optional.empty());
      }
      Set<String> newCategories = set(row.getArrayOfStrings("added_categories"));
      Set<String> newProducts = set(row.getArrayOfStrings("added_products"));
      int added = newProducts.size();
      return PostgresCatalogue.written(
          row,
          added,
          categories.stream()
              .filter(category -> newCategories.remove(category.name().value()))
              .toList(),
          products.stream()
              .filter(product -> newProducts.remove(product.id().value()))
              .map(product -> product.withTotal(product.total(), row.getLong("at_seq")))
              .toList());
    });
  }

  private static RejectedException rejection(PgException error, Catalogue wanted) {
    return switch (error.getSqlState()) {
      case PostgresCatalogue.UNKNOWN_CATEGORY ->
        Rejections.unknownCategory(new CategoryName(error.getDetail()));
      case SEED_PREFIX_TAKEN ->
        Rejections.prefixTaken(
            find(wanted.categories(), category -> category.name().value(), error.getHint()),
            new CategoryName(error.getDetail()));
      case OPENING_TOTAL ->
        Rejections.openingTotal(
            find(wanted.products(), product -> product.id().value(), error.getDetail()));
      default -> null;
    };
  }

  private static <T> String[] strings(List<T> items, Function<T, String> value) {
    return items.stream().map(value).toArray(String[]::new);
  }

  private static <T> T find(List<T> items, Function<T, String> name, String wanted) {
    return items.stream()
        .filter(item -> name.apply(item).equals(wanted))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> set(String[] values) {
    return new HashSet<>(List.of(values));
  }
}

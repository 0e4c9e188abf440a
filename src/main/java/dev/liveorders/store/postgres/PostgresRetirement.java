package dev.liveorders.store.postgres;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.ProductPut;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes products and categories out of the catalogue, and brings products back: each is one call of a database
 * function.
 */
final class PostgresRetirement {
  private static final String PUT =
      PostgresCatalogue.COMMIT + "put_product_v1($1, $2, $3, $4, $5, $6) c";
  private static final String RETIRE_PRODUCT =
      PostgresCatalogue.COMMIT + "retire_product_v1($1, $2) c";
  private static final String RETIRE_CATEGORY =
      PostgresCatalogue.COMMIT + "retire_category_v1($1) c";
  private static final String CATEGORY = "select retired_seq from categories where name = $1";

  /** A SQLSTATE code of the functions, beside those of {@link PostgresCatalogue}. */
  private static final String PRODUCT_RETIRED = "LO009";

  private final PostgresRetries calls;
  private final PostgresCatalogue catalogue;

  PostgresRetirement(PostgresRetries calls, PostgresCatalogue catalogue) {
    this.calls = calls;
    this.catalogue = catalogue;
  }

  /** As {@link OrderStore#put(ProductChange)}; begins again when somebody else changes the same product meanwhile. */
  Future<Written<ProductPut>> put(ProductChange change) {
    return requireCategory(change.category())
        .compose(
            there -> calls.call(PostgresCatalogue.FIND, Tuple.of(change.id().value())))
        .compose(rows -> {
          Row row = rows.size() == 0 ? null : rows.iterator().next();
          if (row == null) {
            return add(change);
          }
          boolean retired = row.getLong("retired_seq") > 0;
          if (!row.getString("category").equals(change.category().value())) {
            return Future.failedFuture(
                retired
                    ? Rejections.idRetired(change.id(), new CategoryName(row.getString("category")))
                    : Rejections.idTaken(change.id()));
          }
          return store(change, row, retired);
        });
  }

  private Future<Void> requireCategory(CategoryName name) {
    return calls.call(CATEGORY, Tuple.of(name.value())).compose(rows -> {
      if (rows.size() == 0) {
        return Future.failedFuture(Rejections.unknownCategory(name));
      }
      return rows.iterator().next().getLong("retired_seq") > 0
          ? Future.failedFuture(Rejections.retired(name))
          : Future.succeededFuture();
    });
  }

  /** Begins again when somebody else has added it meanwhile; products are never removed, so then it is found. */
  private Future<Written<ProductPut>> add(ProductChange change) {
    return catalogue
        .add(Rejections.draftOf(change))
        .map(added -> new Written<>(new ProductPut(added.answer(), true), added.commit()))
        .recover(cause -> isIdTaken(cause) ? put(change) : Future.failedFuture(cause));
  }

  private static boolean isIdTaken(Throwable cause) {
    return cause instanceof RejectedException rejected
        && rejected.rejection() == Rejection.PRODUCT_ID_TAKEN;
  }

  private Future<Written<ProductPut>> store(ProductChange change, Row row, boolean retired) {
    Product old = PostgresLedger.product(row);
    Product changed = Rejections.valid(() -> change.applyTo(old));
    if (changed.equals(old) && !retired) {
      return Future.succeededFuture(new Written<>(new ProductPut(old, false), Optional.empty()));
    }
    Tuple arguments = Tuple.of(
        changed.id().value(),
        row.getLong("details_seq"),
        changed.name(),
        changed.rrp().toPlainString(),
        changed.info(),
        changed.extras().json());
    return catalogue.change(PUT, arguments, error -> null).compose(stored -> {
      if (stored.getLong("at_seq") == null) {
        return put(change);
      }
      Product now = changed.withTotal(stored.getLong("its_total"), stored.getLong("at_seq"));
      ProductPut answer = new ProductPut(now, retired);
      return retired
          ? catalogue.back(stored, answer)
          : Future.succeededFuture(
              PostgresCatalogue.written(stored, answer, List.of(), List.of(now)));
    });
  }

  /** As {@link OrderStore#retire(CategoryName, ProductId)}. */
  Future<Written<RetiredProduct>> retire(CategoryName category, ProductId id) {
    return catalogue
        .change(RETIRE_PRODUCT, Tuple.of(id.value(), category.value()), error -> {
          if (PRODUCT_RETIRED.equals(error.getSqlState())) {
            return Rejections.retired(category, id);
          }
          return isRaised(error) ? Rejections.unknownProduct(category, id) : null;
        })
        .map(row -> {
          RetiredProduct retired = new RetiredProduct(id, category, row.getLong("at_seq"));
          return written(row, retired, new Retirements(List.of(), List.of(retired)));
        });
  }

  private static boolean isRaised(PgException error) {
    return error.getSqlState().startsWith("LO");
  }

  /** As {@link OrderStore#retire(CategoryName)}. */
  Future<Written<Retirements>> retire(CategoryName category) {
    return catalogue
        .change(RETIRE_CATEGORY, Tuple.of(category.value()), error -> rejection(error, category))
        .map(row -> {
          long seq = row.getLong("at_seq");
          List<RetiredProduct> products = Arrays.stream(row.getArrayOfStrings("retired_products"))
              .map(id -> new RetiredProduct(new ProductId(id), category, seq))
              .toList();
          Retirements retired = new Retirements(List.of(category), products);
          return written(row, retired, retired);
        });
  }

  private static RejectedException rejection(PgException error, CategoryName category) {
    return switch (error.getSqlState()) {
      case PostgresCatalogue.UNKNOWN_CATEGORY -> Rejections.unknownCategory(category);
      case PostgresCatalogue.CATEGORY_RETIRED -> Rejections.retired(category);
      default -> null;
    };
  }

  private static <T> Written<T> written(Row row, T answer, Retirements retired) {
    Epoch epoch = new Epoch(row.getString("in_epoch"));
    Commit commit = Commit.ofRetired(epoch, row.getLong("at_seq"), retired);
    return new Written<>(answer, Optional.of(commit.with(PostgresCatalogue.nothingSold(row))));
  }
}

package dev.liveorders.store.postgres;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Sales;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes products and categories: each change is one call of a database function. */
final class PostgresCatalogue {
  private static final Logger log = LoggerFactory.getLogger(PostgresCatalogue.class);

  static final String FIND =
      "select id, category, name, rrp, info, extra, total, seq, details_seq, retired_seq from products where id = $1";

  /** The start of a call of a function, {@code c}, that makes a commit: its answer, and the time of the commit. */
  static final String COMMIT = "select c.*, commit_at_v1() as commit_at from ";

  private static final String ADD = COMMIT + "add_product_v3($1, $2, $3, $4, $5, $6) c";
  private static final String UPDATE = COMMIT + "update_product_v1($1, $2, $3, $4, $5, $6) c";
  private static final String PUT = COMMIT + "put_category_v2($1, $2, $3) c";

  /** The SQLSTATE codes that the functions raise: see {@code postgres-1.sql} and later. */
  static final String UNKNOWN_CATEGORY = "LO001";

  private static final String ID_TAKEN = "LO002";
  private static final String PREFIX_TAKEN = "LO003";
  private static final String ID_TOO_LONG = "LO006";
  static final String CATEGORY_RETIRED = "LO007";
  private static final String ID_RETIRED = "LO008";

  private final PostgresRetries calls;
  private final Position before;

  /**
   * @param before where the store stood at least
   */
  PostgresCatalogue(PostgresRetries calls, Position before) {
    this.calls = calls;
    this.before = before;
  }

  /** As {@link OrderStore#add}. */
  Future<Written<Product>> add(ProductDraft draft) {
    ProductId any = draft.id().orElse(new ProductId("any"));
    Product valid = Rejections.valid(() -> product(draft, any, 0));
    Tuple arguments = Tuple.of(
        draft.id().map(ProductId::value).orElse(null),
        draft.category().value(),
        valid.name(),
        valid.rrp().toPlainString(),
        valid.info(),
        valid.extras().json());
    return change(ADD, arguments, error -> switch (error.getSqlState()) {
          case UNKNOWN_CATEGORY -> Rejections.unknownCategory(draft.category());
          case CATEGORY_RETIRED -> Rejections.retired(draft.category());
          case ID_RETIRED -> Rejections.idRetired(any, new CategoryName(error.getDetail()));
          case ID_TAKEN -> Rejections.idTaken(new ProductId(error.getDetail()));
          case ID_TOO_LONG -> Rejections.idTooLong(error.getDetail());
          default -> null;
        })
        .map(row -> {
          Product added =
              product(draft, new ProductId(row.getString("its_id")), row.getLong("at_seq"));
          return written(row, added, List.of(), List.of(added));
        });
  }

  private static Product product(ProductDraft draft, ProductId id, long seq) {
    return new Product(
        id, draft.category(), draft.name(), draft.rrp(), draft.info(), draft.extras(), 0, seq);
  }

  /** As {@link OrderStore#update}; begins again when somebody else changes the same product meanwhile. */
  Future<Written<Product>> update(ProductChange change) {
    return calls.call(FIND, Tuple.of(change.id().value())).compose(rows -> {
      Row row = rows.size() == 0 ? null : rows.iterator().next();
      if (row == null || !row.getString("category").equals(change.category().value())) {
        return Future.failedFuture(Rejections.unknownProduct(change.category(), change.id()));
      }
      if (row.getLong("retired_seq") > 0) {
        return Future.failedFuture(Rejections.retired(change.category(), change.id()));
      }
      Product old = PostgresLedger.product(row);
      Product changed = Rejections.valid(() -> change.applyTo(old));
      return changed.equals(old)
          ? Future.succeededFuture(new Written<>(old, Optional.empty()))
          : store(changed, row.getLong("details_seq"))
              .compose(stored ->
                  stored.isPresent() ? Future.succeededFuture(stored.get()) : update(change));
    });
  }

  /** Stores details that were made of those of commit {@code expected}; empty when these have changed. */
  private Future<Optional<Written<Product>>> store(Product changed, long expected) {
    Tuple arguments = Tuple.of(
        changed.id().value(),
        expected,
        changed.name(),
        changed.rrp().toPlainString(),
        changed.info(),
        changed.extras().json());
    return change(UPDATE, arguments, error -> null).map(row -> {
      if (row.getLong("at_seq") == null) {
        return Optional.empty();
      }
      Product stored = changed.withTotal(row.getLong("its_total"), row.getLong("at_seq"));
      return Optional.of(written(row, stored, List.of(), List.of(stored)));
    });
  }

  /** As {@link OrderStore#put(Category)}; takes no seq when nothing changes. */
  Future<Written<Boolean>> put(Category category) {
    Tuple arguments = Tuple.of(category.name().value(), category.title(), category.prefix());
    return change(
            PUT,
            arguments,
            error -> error.getSqlState().equals(PREFIX_TAKEN)
                ? Rejections.prefixTaken(category, new CategoryName(error.getDetail()))
                : null)
        .compose(row -> {
          if (row.getLong("at_seq") == null) {
            return Future.succeededFuture(new Written<>(false, Optional.empty()));
          }
          return row.getBoolean("back")
              ? back(row, true)
              : Future.succeededFuture(
                  written(row, row.getBoolean("created"), List.of(category), List.of()));
        });
  }

  /**
   * A commit that boards cannot apply by what it added, with what others may have committed since: something came
   * back, with all that came with it and what it sold, or something was taken back. It is stored, and so is answered
   * also when that cannot be read: then by a commit that follows on itself, before which who follows finds a gap.
   */
  <T> Future<Written<T>> back(Row row, T answer) {
    long seq = row.getLong("at_seq");
    Commit unread =
        new Commit(new Epoch(row.getString("in_epoch")), seq, seq, List.of(), List.of(), List.of());
    return PostgresLedger.changes(calls, seq - 1)
        .onFailure(cause -> log.warn("commit {} is stored, and could not be read yet", seq, cause))
        .otherwise(unread.with(nothingSold(row)))
        .map(changes -> new Written<>(answer, Optional.of(changes)));
  }

  /**
   * Calls a function that answers one row; an error that it raises is a rejection if {@code rejection} knows it, and
   * else a failure of the store.
   */
  Future<Row> change(
      String sql, Tuple arguments, Function<PgException, RejectedException> rejection) {
    return calls
        .once(sql, arguments, before)
        .map(rows -> rows.iterator().next())
        .recover(cause -> {
          RejectedException rejected =
              cause instanceof PgException raised && raised.getSqlState() != null
                  ? rejection.apply(raised)
                  : null;
          return rejected == null ? calls.explained(cause) : Future.failedFuture(rejected);
        });
  }

  /** Calls a function that reads all orders, rejects nothing, and answers a row for each of what it has changed. */
  Future<RowSet<Row>> changeAll(String sql, Tuple arguments) {
    return calls.longOnce(sql, arguments, before).recover(calls::explained);
  }

  static <T> Written<T> written(
      Row row, T answer, List<Category> categories, List<Product> products) {
    long seq = row.getLong("at_seq");
    Epoch epoch = new Epoch(row.getString("in_epoch"));
    Commit commit = new Commit(epoch, seq - 1, seq, categories, products, List.of());
    return new Written<>(answer, Optional.of(commit.with(nothingSold(row))));
  }

  /** The sales of a commit without orders. */
  static Sales nothingSold(Row row) {
    return Sales.added(row.getLong("commit_at"), List.of());
  }
}

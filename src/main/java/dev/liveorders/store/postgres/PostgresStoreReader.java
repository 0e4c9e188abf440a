package dev.liveorders.store.postgres;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.PostgresUrl;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Difference;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.StoreReader;
import dev.liveorders.store.StoredOrder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * A transaction of a connection of its own, which reads by cursors, so that neither side has more than a part in
 * memory.
 */
public final class PostgresStoreReader implements StoreReader {
  private static final int ROWS = 5_000;

  /** Begins without limits of time: whoever takes the rows may take his, and a table is read from end to end. */
  private static final String BEGIN = """
      begin isolation level repeatable read read only;
      set local statement_timeout = 0;
      set local idle_in_transaction_session_timeout = 0;
      set local enable_seqscan = on;
      set local enable_hashjoin = on""";

  private static final String THERE =
      "select count(*) as there from pg_tables where schemaname = current_schema() and tablename = 'live_orders_schema'";
  private static final String CATEGORIES =
      "select name, title, prefix from categories order by position";
  private static final String PRODUCTS =
      "select id, category, name, rrp, info, extra, total, seq from products order by id";
  private static final String KNOWS_RETIREMENT =
      "select to_regproc('retire_product_v1') is not null as known";
  private static final String RETIRED_CATEGORIES =
      "select name from categories where retired_seq > 0 order by retired_seq, name";
  private static final String RETIRED_PRODUCTS = """
      select p.id, p.category, p.retired_seq
        from products p join categories c on c.name = p.category
       where p.retired_seq > 0 and p.retired_seq <> c.retired_seq
       order by p.retired_seq, p.id""";
  private static final String ORDERS = """
      select o.order_id, o.product_id, o.amount,
             case when s.sold then floor(date_part('epoch', o.placed_at) * 1000)::bigint
                  when o.source = 'folded' then (date_part('epoch', o.placed_at) * 1000)::bigint + %d
                  else %d end as placed_at
        from orders o
        left join taken_back t on t.product_id = o.product_id and o.source = 'simulation',
             lateral (select o.source = 'api' or o.source = 'simulation' and (t.seq is null or o.seq > t.seq) as sold) s
       where o.seq > %d and o.amount %s 0""";
  private static final String FOLDED =
      "select exists (select from orders where source = 'folded' and seq > %d) as found";

  private final String store;
  private final PostgresSession session;
  private final Duration limit;
  private final Position position;

  private PostgresStoreReader(
      String store, PostgresSession session, Duration limit, Position position) {
    this.store = store;
    this.session = session;
    this.limit = limit;
    this.position = position;
  }

  /** Connects. Not for event loops, which it blocks. */
  public static StoreReader open(Vertx vertx, PostgresUrl url, AppConfig.Store config) {
    Context context = ((VertxInternal) vertx).createEventLoopContext();
    String store = url.toString();
    Duration limit = config.callTimeout();
    PostgresSession session = await(store, new PostgresConnector(context, url, config).connect());
    try {
      if (one(await(store, session.run(THERE, limit))).getLong("there") == 0) {
        throw new StoreException(
            "there is no store in " + store + "; check store.url and the search_path of its role",
            null);
      }
      await(store, session.run(BEGIN, limit));
      Row ledger = one(await(store, session.run(PostgresLedger.POSITION, limit)));
      return new PostgresStoreReader(store, session, limit, PostgresLedger.position(ledger));
    } catch (RuntimeException cause) {
      session.destroy();
      throw cause;
    }
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public List<Category> categories() {
    List<Category> categories = new ArrayList<>();
    for (Row row : run(CATEGORIES)) {
      categories.add(new Category(
          new CategoryName(row.getString("name")),
          row.getString("title"),
          row.getString("prefix")));
    }
    return categories;
  }

  @Override
  public void products(Sink<Product> each) throws IOException {
    read(PRODUCTS, row -> each.accept(PostgresLedger.product(row)));
  }

  @Override
  public Retirements retired() {
    if (!one(run(KNOWS_RETIREMENT)).getBoolean("known")) {
      return Retirements.NONE;
    }
    List<CategoryName> categories = new ArrayList<>();
    run(RETIRED_CATEGORIES).forEach(row -> categories.add(new CategoryName(row.getString("name"))));
    List<RetiredProduct> products = new ArrayList<>();
    run(RETIRED_PRODUCTS)
        .forEach(row -> products.add(new RetiredProduct(
            new ProductId(row.getString("id")),
            new CategoryName(row.getString("category")),
            row.getLong("retired_seq"))));
    return new Retirements(categories, products);
  }

  @Override
  public void orders(long since, Sink<StoredOrder> each) throws IOException {
    for (String sign : List.of(">", "<")) {
      read(
          ORDERS.formatted(StoredOrder.NOON_MILLIS, StoredOrder.LONG_AGO, since, sign),
          row -> each.accept(new StoredOrder(
              OrderId.ofKey(row.getString("order_id")),
              new ProductId(row.getString("product_id")),
              row.getLong("amount"),
              row.getLong("placed_at"))));
    }
  }

  @Override
  public boolean hasFolded(long since) {
    return one(run(FOLDED.formatted(since))).getBoolean("found");
  }

  @Override
  public List<Difference> differences() {
    return PostgresAudit.differences(sumUp(PostgresAudit.DIFFERENCES));
  }

  @Override
  public List<SalesDifference> salesDifferences() {
    return one(run(PostgresSalesAudit.KNOWN)).getBoolean("known")
        ? PostgresSalesAudit.differences(sumUp(PostgresSalesAudit.DIFFERENCES))
        : List.of();
  }

  private RowSet<Row> sumUp(String sql) {
    return await(store, session.run(sql, PostgresSchema.LONG));
  }

  private void read(String query, Sink<Row> each) throws IOException {
    run("declare reading no scroll cursor for " + query);
    RowSet<Row> rows;
    do {
      rows = run("fetch " + ROWS + " from reading");
      for (Row row : rows) {
        each.accept(row);
      }
    } while (rows.size() == ROWS);
    run("close reading");
  }

  private RowSet<Row> run(String sql) {
    return await(store, session.run(sql, limit));
  }

  private static Row one(RowSet<Row> rows) {
    return rows.iterator().next();
  }

  private static <T> T await(String store, Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException failed) {
      Throwable cause = PostgresErrors.explain(store, failed.getCause());
      throw cause instanceof StoreException told
          ? told
          : new StoreException("the store " + store + " cannot be read (" + cause + ")", cause);
    }
  }

  @Override
  public void close() {
    session.close(limit).toCompletionStage().toCompletableFuture().join();
  }
}

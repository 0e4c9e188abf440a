package dev.liveorders.store.sqlite;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Total;
import dev.liveorders.store.AddedSales;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts orders: one instance works in one transaction, which {@link SqliteDatabase} commits after it. All ids are
 * inserted first, sorted, which tells new ones from repeats with one statement each. Then the orders are decided in
 * the order they came, and the few rejected ones are removed again.
 */
final class SqlitePlaceOrders {
  private static final String FIND_PRODUCT =
      "select total, seq, retired_seq from products where id = ?";
  private static final String UPDATE_TOTAL = "update products set total = ?, seq = ? where id = ?";

  /** The order of the primary key, so that neighbours in the table are written one after the other. */
  private static final Comparator<Entry> BY_KEY = Comparator.comparing(
          (Entry entry) -> entry.inserted.id().key())
      .thenComparing(entry -> entry.inserted.product().value());

  /** A product in this transaction. */
  private static final class Line {
    final Map<OrderId, Entry> entries = new HashMap<>();
    long total;
    long seq;
    boolean isRetired;
  }

  /** An order id of a product in this transaction. */
  private static final class Entry {
    final Order inserted;
    boolean isNew;
    Order counted;
    long amount;

    /** Tells whether it was folded: its amount is not known any more. */
    boolean folded;

    Entry(Order inserted) {
      this.inserted = inserted;
    }

    boolean isCounted() {
      return !isNew || counted != null;
    }
  }

  private final SqliteSession session;
  private final SqliteLedger.Next next;
  private final long seq;
  private final Map<ProductId, Line> lines = new LinkedHashMap<>();

  SqlitePlaceOrders(SqliteSession session) throws SQLException {
    this.session = session;
    this.next = SqliteLedger.next(session);
    this.seq = next.seq();
  }

  /** As {@link OrderStore#place}. */
  Written<List<OrderAnswer>> place(List<Order> orders) throws SQLException {
    List<Entry> entries = findEntries(orders);
    recall(entries);
    insert(entries);
    OrderAnswer[] answers = new OrderAnswer[orders.size()];
    boolean[] duplicates = new boolean[orders.size()];
    for (int i = 0; i < answers.length; i++) {
      Order order = orders.get(i);
      Line line = lines.get(order.product());
      if (line == null) {
        answers[i] = Rejections.unknownProduct(order);
        continue;
      }
      Entry entry = line.entries.get(order.id());
      duplicates[i] = entry.isCounted();
      answers[i] = decide(order, line, entry);
    }
    correct(entries);
    List<Total> totals = storeTotals();
    for (int i = 0; i < answers.length; i++) {
      if (answers[i] == null) {
        Order order = orders.get(i);
        Line line = lines.get(order.product());
        answers[i] = new Accepted(order.product(), line.total, line.seq, duplicates[i]);
      }
    }
    return new Written<>(List.of(answers), advance(totals, entries));
  }

  /** Reads the products of the orders; one entry for each order id and known product. */
  private List<Entry> findEntries(List<Order> orders) throws SQLException {
    List<Entry> entries = new ArrayList<>(orders.size());
    for (Order order : orders) {
      Line line = lines.get(order.product());
      if (line == null && !lines.containsKey(order.product())) {
        line = findProduct(order.product());
        lines.put(order.product(), line);
      }
      if (line != null && !line.entries.containsKey(order.id())) {
        Entry entry = new Entry(order);
        line.entries.put(order.id(), entry);
        entries.add(entry);
      }
    }
    return entries;
  }

  private Line findProduct(ProductId id) throws SQLException {
    PreparedStatement find = session.prepare(FIND_PRODUCT);
    find.setString(1, id.value());
    try (ResultSet rows = find.executeQuery()) {
      if (!rows.next()) {
        return null;
      }
      Line line = new Line();
      line.total = rows.getLong(1);
      line.seq = rows.getLong(2);
      line.isRetired = rows.getLong(3) > 0;
      return line;
    }
  }

  /** Takes out those that were folded. */
  private void recall(List<Entry> entries) throws SQLException {
    if (SqliteRemembered.any(session)) {
      for (Entry entry : entries) {
        entry.folded = SqliteRemembered.has(session, entry.inserted);
      }
      entries.removeIf(entry -> entry.folded);
    }
  }

  private void insert(List<Entry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    entries.sort(BY_KEY);
    int[] inserted = SqliteOrders.insert(
        session, next, entries.stream().map(entry -> entry.inserted).toList());
    for (int i = 0; i < inserted.length; i++) {
      Entry entry = entries.get(i);
      entry.isNew = inserted[i] == 1;
      if (!entry.isNew) {
        entry.amount = SqliteOrders.amount(session, entry.inserted);
      }
    }
  }

  /** Returns a rejection, or null when the order counts or was counted before. */
  private Rejected decide(Order order, Line line, Entry entry) {
    if (entry.isCounted()) {
      return entry.folded || entry.amount == order.amount()
          ? null
          : Rejections.reused(order, entry.amount);
    }
    if (line.isRetired) {
      return Rejections.retired(order, line.total);
    }
    long total = line.total + order.amount();
    if (total < 0 || total > Order.MAX_TOTAL) {
      return Rejections.outOfRange(order, line.total);
    }
    entry.counted = order;
    entry.amount = order.amount();
    line.total = total;
    line.seq = seq;
    return null;
  }

  /** Makes the table say what was decided, where that is not what was inserted. */
  private void correct(List<Entry> entries) throws SQLException {
    List<Order> instead = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.isNew && entry.counted != entry.inserted) {
        SqliteOrders.delete(session, entry.inserted);
        if (entry.counted != null) {
          instead.add(entry.counted);
        }
      }
    }
    if (!instead.isEmpty()) {
      SqliteOrders.insert(session, next, instead);
    }
  }

  private List<Total> storeTotals() throws SQLException {
    List<Total> totals = new ArrayList<>();
    PreparedStatement update = session.prepare(UPDATE_TOTAL);
    for (Map.Entry<ProductId, Line> product : lines.entrySet()) {
      Line line = product.getValue();
      if (line != null && line.seq == seq) {
        update.setLong(1, line.total);
        update.setLong(2, seq);
        update.setString(3, product.getKey().value());
        update.addBatch();
        totals.add(new Total(product.getKey(), line.total, seq));
      }
    }
    if (!totals.isEmpty()) {
      update.executeBatch();
    }
    return totals;
  }

  private Optional<Commit> advance(List<Total> totals, List<Entry> entries) throws SQLException {
    if (totals.isEmpty()) {
      return Optional.empty();
    }
    AddedSales sales = new AddedSales(next.at());
    for (Entry entry : entries) {
      if (entry.counted != null) {
        sales.add(entry.counted);
      }
    }
    List<Sale> added = sales.list();
    SqliteSales.add(session, next, added);
    SqliteLedger.advance(session, next);
    return Optional.of(next.leaving(totals).with(Sales.added(next.at(), added)));
  }
}

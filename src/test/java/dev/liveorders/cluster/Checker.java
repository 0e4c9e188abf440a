package dev.liveorders.cluster;

import dev.liveorders.cluster.History.Acknowledgement;
import dev.liveorders.cluster.History.Attempt;
import dev.liveorders.cluster.History.Shown;
import dev.liveorders.cluster.StoreImage.Row;
import dev.liveorders.model.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** States whether acknowledged = stored = shown; whatever is not is listed. */
final class Checker {
  private static final String OF_CLIENTS = "api";

  private final StoreImage store;
  private final History history;
  private final WindowTruth windows;
  private final List<String> violations = new ArrayList<>();

  /** Orders by {@code id product}. */
  private final Map<String, Row> rows = new HashMap<>();

  /** The total of each product after each commit that moved it. */
  private final Map<String, TreeMap<Long, Long>> totals = new HashMap<>();

  private Checker(StoreImage store, History history) {
    this.store = store;
    this.history = history;
    this.windows = new WindowTruth(store, history.attempts);
  }

  /** What is wrong with a history, one line each; nothing when all is well. */
  static List<String> violations(StoreImage store, History history) {
    Checker checker = new Checker(store, history);
    checker.violations.addAll(history.oddities);
    checker.readRows();
    checker.checkStore();
    checker.checkAcknowledgements();
    checker.checkShown();
    checker.violations.addAll(checker.windows.violations(history.shown));
    return checker.violations;
  }

  private void readRows() {
    for (Row row : store.orders()) {
      if (rows.put(row.orderId() + " " + row.product(), row) != null) {
        violations.add("stored twice: " + row);
      }
      TreeMap<Long, Long> steps = totals.computeIfAbsent(row.product(), id -> new TreeMap<>());
      long before = steps.isEmpty() ? 0 : steps.lastEntry().getValue();
      steps.put(row.seq(), before + row.amount());
    }
  }

  /** The total of a product at a position. */
  private long totalAt(String product, long seq) {
    TreeMap<Long, Long> steps = totals.get(product);
    Map.Entry<Long, Long> step = steps == null ? null : steps.floorEntry(seq);
    return step == null ? 0 : step.getValue();
  }

  private void checkStore() {
    store.totals().forEach((product, total) -> {
      if (totalAt(product, store.seq()) != total) {
        violations.add("total of " + product + " is " + total + ", its orders sum up to "
            + totalAt(product, store.seq()));
      }
    });
    TreeSet<Long> seqs = new TreeSet<>(store.catalogueSeqs());
    seqs.addAll(history.catalogueSeqs);
    store.orders().forEach(row -> seqs.add(row.seq()));
    int ticks = 0;
    for (long seq = 1; seq <= store.seq(); seq++) {
      ticks = seqs.remove(seq) ? 0 : ticks + 1;
      if (ticks > windows.minutesAt(seq)) { // each is made at the beginning of one
        violations.add("commit " + seq + " is missing of " + store.seq());
      }
    }
    seqs.forEach(seq -> violations.add("commit " + seq + " is beyond the last, " + store.seq()));
    for (Row row : store.orders()) {
      Attempt attempt = history.attempts.get(row.orderId());
      if (row.source().equals(OF_CLIENTS) && !isOf(attempt, row)) {
        violations.add("stored, but nobody ordered it: " + row);
      }
    }
  }

  private static boolean isOf(Attempt attempt, Row row) {
    return attempt != null
        && attempt.product().equals(row.product())
        && attempt.amount() == row.amount()
        && (attempt.placedAt() == Order.NOW || attempt.placedAt() == row.placedAt());
  }

  private void checkAcknowledgements() {
    for (Acknowledgement answer : history.acknowledgements) {
      Attempt order = answer.order();
      Row row = rows.get(order.orderId() + " " + order.product());
      if (row == null || row.amount() != order.amount()) {
        violations.add("acknowledged and lost: " + answer + ", stored is " + row);
      } else if (answer.seq() < row.seq()) {
        violations.add("acknowledged at a commit before its own: " + answer + ", stored " + row);
      }
      if (totalAt(order.product(), answer.seq()) != answer.total()) {
        violations.add("acknowledged with a total that the store never had there: " + answer
            + ", it had " + totalAt(order.product(), answer.seq()));
      }
    }
  }

  private void checkShown() {
    for (Shown shown : history.shown) {
      if (!shown.epoch().equals(store.epoch())) {
        violations.add("shown in a foreign epoch: " + shown);
      } else if (shown.total() != totalAt(shown.product(), shown.seq())) {
        TreeMap<Long, Long> steps = totals.getOrDefault(shown.product(), new TreeMap<>());
        violations.add((steps.containsValue(shown.total())
                ? "shown a position whose orders were not shown: "
                : "shown a total that the store never had: ")
            + shown + ", it had " + totalAt(shown.product(), shown.seq()));
      }
    }
  }
}

package dev.liveorders.metrics;

import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.model.Rejection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The recorder of the writing side of a node. */
final class LoopOrdersMeters implements OrdersMeters {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Orders meet no others; those that stand here are told from the first moment on, with 0. */
  private static final Set<Rejection> OF_ORDERS = EnumSet.of(
      Rejection.UNKNOWN_PRODUCT,
      Rejection.ORDER_ID_REUSED,
      Rejection.TOTAL_OUT_OF_RANGE,
      Rejection.INVALID,
      Rejection.QUEUE_FULL,
      Rejection.STORE_AWAY,
      Rejection.INTERNAL);

  private final NodeMeters node;
  private final RecentCommits commits;
  private final Cell accepted;
  private final Cell duplicate;
  private final Map<Rejection, Cell> rejected = new EnumMap<>(Rejection.class);
  private final Cell queued;
  private final Distribution commitSeconds;
  private final Distribution commitOrders;
  private final Cell ticks;
  private final Cell position;
  private final Cell lag;
  private final Cell comparedAt = new Cell();
  private final Map<GapFill, Cell> gaps = new EnumMap<>(GapFill.class);
  private final Map<StoreCall, Cell> errors = new EnumMap<>(StoreCall.class);
  private final Cell takesOrders;
  private final Cell mismatches;
  private final Cell salesMismatches;

  LoopOrdersMeters(NodeMeters node) {
    this.node = node;
    commits = node.commits();
    accepted = node.cell(Meter.ORDERS_ACCEPTED);
    duplicate = node.cell(Meter.ORDERS_DUPLICATE);
    OF_ORDERS.forEach(this::rejected);
    queued = node.cell(Meter.ORDERS_QUEUED);
    commitSeconds = node.distribution(Meter.COMMIT_SECONDS, Buckets.WORK);
    commitOrders = node.distribution(Meter.COMMIT_ORDERS, Buckets.COUNTS);
    ticks = node.cell(Meter.TICKS);
    position = node.cell(Meter.POSITION);
    lag = node.cell(Meter.POSITION_LAG);
    comparedAt.set(System.nanoTime());
    node.reading(Meter.COMPARISON_AGE, () -> (System.nanoTime() - comparedAt.get()) / SECOND);
    for (GapFill how : GapFill.values()) {
      gaps.put(how, node.cell(Meter.BUS_GAPS, how.label()));
    }
    for (StoreCall call : StoreCall.values()) {
      errors.put(call, node.cell(Meter.STORE_ERRORS, call.label()));
    }
    takesOrders = node.cell(Meter.STORE_TAKES_ORDERS);
    takesOrders.set(1);
    mismatches = node.cell(Meter.AUDIT_MISMATCHES);
    salesMismatches = node.cell(Meter.AUDIT_SALES_MISMATCHES);
  }

  private Cell rejected(Rejection reason) {
    return rejected.computeIfAbsent(
        reason, first -> node.cell(Meter.ORDERS_REJECTED, reason.slug()));
  }

  @Override
  public void onQueued(int orders) {
    queued.set(orders);
  }

  @Override
  public void onAnswered(List<OrderAnswer> answers) {
    int counted = 0;
    int repeated = 0;
    for (OrderAnswer answer : answers) {
      if (answer instanceof OrderAnswer.Rejected rejected) {
        onRejected(rejected.rejection(), 1);
      } else if (((OrderAnswer.Accepted) answer).duplicate()) {
        repeated++;
      } else {
        counted++;
      }
    }
    accepted.add(counted);
    duplicate.add(repeated);
  }

  @Override
  public void onRejected(Rejection reason, int orders) {
    rejected(reason).add(orders);
  }

  @Override
  public void onCommit(int orders, long nanos) {
    commitSeconds.record(nanos, 1);
    commitOrders.record(orders, 1);
  }

  @Override
  public void onTick() {
    ticks.add(1);
  }

  @Override
  public void onTaken(Position commit, TakenTimes times) {
    commits.add(times.of(commit));
  }

  @Override
  public void onTakenElsewhere(Position commit, long at, int orders) {
    if (commits.at(commit.epoch(), commit.seq()) == null) {
      commits.add(TakenOrders.elsewhere(commit, at, orders));
    }
  }

  @Override
  public void onFollowed(Position followed) {
    position.set(followed.seq());
  }

  @Override
  public void onCompared(long commitsMore) {
    lag.set(commitsMore);
    comparedAt.set(System.nanoTime());
  }

  @Override
  public void onGapFilled(GapFill how) {
    gaps.get(how).add(1);
  }

  @Override
  public void onStoreError(StoreCall call) {
    errors.get(call).add(1);
  }

  @Override
  public void onTakesOrders(boolean takes) {
    takesOrders.set(takes ? 1 : 0);
  }

  @Override
  public void onMismatches(long products) {
    mismatches.set(products);
  }

  @Override
  public void onSalesMismatches(long steps) {
    salesMismatches.set(steps);
  }
}

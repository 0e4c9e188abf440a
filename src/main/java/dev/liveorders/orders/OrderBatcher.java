package dev.liveorders.orders;

import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.metrics.TakenTimes;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import dev.liveorders.trace.Spans;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

/**
 * Natural group commit: orders that arrive while a commit is under way make up the next one. There is no timer, so an
 * idle server commits one order at once and a busy one commits thousands together. Confined to the event loop of its
 * verticle.
 */
final class OrderBatcher {
  /** The maker of commits. */
  interface Committer {
    /**
     * Makes one commit of orders; never called while one is under way.
     *
     * @param taken when they were taken in
     */
    Future<List<OrderAnswer>> commit(List<Order> orders, TakenTimes taken);
  }

  /**
   * Orders that are answered together.
   *
   * @param span the span that asks; null where nothing is traced
   */
  private record Request(
      List<Order> orders, long takenAt, Promise<List<OrderAnswer>> answers, Object span) {}

  private final Committer committer;
  private final OrdersMeters meters;
  private final int maxQueued;
  private final int maxCommit;
  private final Queue<Request> queue = new ArrayDeque<>();
  private int queued;
  private boolean committing;
  private Spans.CommitSpan span;
  private Promise<Void> drained;

  /**
   * @param maxQueued orders that may wait; a request beyond that is rejected
   * @param maxCommit orders in one commit, unless one request alone has more
   */
  OrderBatcher(Committer committer, int maxQueued, int maxCommit, OrdersMeters meters) {
    this.committer = committer;
    this.meters = meters;
    this.maxQueued = maxQueued;
    this.maxCommit = maxCommit;
  }

  /**
   * Puts the orders of one request, together, into the next commit; completes once they are durable or rejected.
   *
   * @param takenAt on the clock of {@code System.nanoTime}
   */
  Future<List<OrderAnswer>> place(List<Order> orders, long takenAt) {
    if (orders.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    if (queued + orders.size() > maxQueued) {
      meters.onRejected(Rejection.QUEUE_FULL, orders.size());
      return Future.failedFuture(new RejectedException(
          Rejection.QUEUE_FULL,
          queued + " orders are waiting, at most " + maxQueued
              + " may; nothing was stored, a retry is safe"));
    }
    Request request = new Request(orders, takenAt, Promise.promise(), Spans.current());
    queue.add(request);
    queued += orders.size();
    meters.onQueued(queued);
    commitNext();
    return request.answers.future();
  }

  /** Returns the span of the commit that was begun last, to be ended before anybody is told of the commit. */
  Spans.CommitSpan span() {
    return span;
  }

  /** Completes when all that was accepted is committed. */
  Future<Void> drain() {
    if (drained == null) {
      drained = Promise.promise();
    }
    completeWhenDrained();
    return drained.future();
  }

  private void completeWhenDrained() {
    if (drained != null && !committing && queue.isEmpty()) {
      drained.tryComplete();
    }
  }

  private void commitNext() {
    if (committing || queue.isEmpty()) {
      return;
    }
    committing = true;
    List<Request> requests = new ArrayList<>();
    List<Order> orders = new ArrayList<>();
    TakenTimes taken = new TakenTimes();
    for (Request next = queue.peek(); next != null; next = queue.peek()) {
      if (!requests.isEmpty() && orders.size() + next.orders.size() > maxCommit) {
        break;
      }
      requests.add(queue.remove());
      orders.addAll(next.orders);
      taken.add(next.takenAt, next.orders.size());
    }
    queued -= orders.size();
    meters.onQueued(queued);
    span = span(requests);
    committer.commit(orders, taken).onComplete(result -> {
      committing = false;
      commitNext(); // first of all: the store works while we answer
      if (result.succeeded()) {
        answer(requests, result.result());
      } else {
        requests.forEach(request -> request.answers.fail(result.cause()));
      }
      completeWhenDrained();
    });
  }

  private static Spans.CommitSpan span(List<Request> requests) {
    return Spans.commit(
        Spans.areRecorded()
            ? requests.stream().map(Request::span).filter(Objects::nonNull).toList()
            : List.of());
  }

  private static void answer(List<Request> requests, List<OrderAnswer> answers) {
    int from = 0;
    for (Request request : requests) {
      int to = from + request.orders.size();
      request.answers.complete(answers.subList(from, to));
      from = to;
    }
  }
}

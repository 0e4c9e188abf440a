package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.metrics.TakenTimes;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderBatcherTest {
  private static final ProductId A1 = new ProductId("A1");

  private final List<List<Order>> commits = new ArrayList<>();
  private final List<Promise<List<OrderAnswer>>> outcomes = new ArrayList<>();
  private final OrderBatcher batcher = new OrderBatcher(this::commit, 10, 6, OrdersMeters.NONE);

  @Test
  void anIdleServerCommitsOneOrderAtOnce() {
    place(orders(1));

    assertThat(commits).hasSize(1);
    assertThat(commits.get(0)).hasSize(1);
  }

  @Test
  void ordersThatArriveDuringACommitShareTheNext() {
    place(orders(1));
    place(orders(2));
    Future<List<OrderAnswer>> third = place(orders(3));
    assertThat(commits).hasSize(1);

    succeed(0);

    assertThat(commits).hasSize(2);
    assertThat(commits.get(1)).hasSize(5);
    succeed(1);
    assertThat(third.result())
        .extracting(answer -> ((Accepted) answer).total())
        .containsExactly(2L, 3L, 4L);
  }

  @Test
  void aCommitTakesWholeRequestsUpToItsLimit() {
    place(orders(1));
    place(orders(4));
    place(orders(3));
    succeed(0);

    assertThat(commits.get(1)).hasSize(4);
    succeed(1);
    assertThat(commits.get(2)).hasSize(3);
  }

  @Test
  void aCommitMayBeExactlyAsLargeAsItsLimit() {
    place(orders(1));
    place(orders(2));
    place(orders(4));
    succeed(0);

    assertThat(commits.get(1)).hasSize(6);
  }

  @Test
  void aRequestOfNoOrdersIsAnsweredAndCommitsNothing() {
    assertThat(place(orders(0)).result()).isEmpty();
    assertThat(commits).isEmpty();
  }

  @Test
  void aRequestLargerThanACommitIsStillOneCommit() {
    place(orders(9));

    assertThat(commits.get(0)).hasSize(9);
  }

  @Test
  void aFullQueueRejectsAndTakesAgainAfterTheNextCommit() {
    place(orders(1));
    place(orders(10));

    Future<List<OrderAnswer>> rejected = place(orders(1));

    assertThat(rejected.cause()).isInstanceOfSatisfying(RejectedException.class, cause -> {
      assertThat(cause.rejection()).isEqualTo(Rejection.QUEUE_FULL);
      assertThat(cause).hasMessageContaining("10 orders are waiting");
    });
    succeed(0);
    assertThat(place(orders(1)).failed()).isFalse();
  }

  @Test
  void aFailedCommitFailsItsRequestsAndNoOthers() {
    Future<List<OrderAnswer>> first = place(orders(1));
    Future<List<OrderAnswer>> second = place(orders(1));

    outcomes.get(0).fail("the disk is full");
    succeed(1);

    assertThat(first.cause()).hasMessage("the disk is full");
    assertThat(second.succeeded()).isTrue();
  }

  @Test
  void drainingWaitsForAllThatWasAccepted() {
    place(orders(1));
    place(orders(1));
    Future<Void> drained = batcher.drain();

    succeed(0);
    assertThat(drained.isComplete()).isFalse();
    succeed(1);
    assertThat(drained.succeeded()).isTrue();
  }

  @Test
  void nothingIsLeftToDrainOfAnIdleBatcher() {
    assertThat(batcher.drain().succeeded()).isTrue();
  }

  @Test
  void drainingIsOverAlsoWhenTheLastCommitFails() {
    place(orders(1));
    Future<Void> drained = batcher.drain();
    outcomes.get(0).fail("the disk is full");

    assertThat(drained.succeeded()).isTrue();
  }

  private Future<List<OrderAnswer>> commit(List<Order> orders, TakenTimes taken) {
    commits.add(orders);
    outcomes.add(Promise.promise());
    return outcomes.get(outcomes.size() - 1).future();
  }

  /** Answers every order of a commit with its index as the total. */
  private void succeed(int commit) {
    List<OrderAnswer> answers = new ArrayList<>();
    for (int i = 0; i < commits.get(commit).size(); i++) {
      answers.add(new Accepted(A1, i, commit, false));
    }
    outcomes.get(commit).complete(answers);
  }

  private static List<Order> orders(int count) {
    return Collections.nCopies(count, Order.withoutKey(A1, 2, Source.API));
  }

  private Future<List<OrderAnswer>> place(List<Order> orders) {
    return batcher.place(orders, 0);
  }
}

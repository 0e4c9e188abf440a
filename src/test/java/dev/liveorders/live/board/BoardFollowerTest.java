package dev.liveorders.live.board;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.bus.BoardRequest;
import dev.liveorders.bus.Bus;
import dev.liveorders.kit.Await;
import dev.liveorders.model.Commit;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoardFollowerTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final BlockingQueue<Message<Object>> questions = new LinkedBlockingQueue<>();
  private BoardFollower follower;

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  /** The answer that is on its way is about a store that had not yet made what the second has seen elsewhere. */
  @Test
  void whoAsksWhileTheStoreIsBeingAskedIsToldWhatItHasAfterThat() throws Exception {
    start();
    answer(Commits.snapshot());
    awaitSeq(5);
    List<Future<Void>> asked = onLoop(() -> List.of(follower.askNow(), follower.askNow()));
    answer(totals(6, total("A1", 4, 6)));
    await(asked.get(0));
    assertThat(onLoop(asked.get(1)::isComplete)).isFalse();
    answer(totals(7, total("A1", 5, 7)));
    await(asked.get(1));
    awaitSeq(7);
  }

  @Test
  void afterACommitThatCannotBeAppliedEverythingIsReadAgain() throws Exception {
    start();
    answer(Commits.snapshot());
    awaitSeq(5);
    publish(totals(6, total("A1", 4, 6), total("Z9", 1, 6)));

    Message<Object> question = question();
    assertThat(question.body()).isEqualTo(BoardRequest.EVERYTHING);
    assertThat(onLoop(() -> follower.isReady())).isFalse();
    publish(totals(7, total("A2", 9, 7))); // meanwhile, and applied once the board is whole
    Commit snapshot = Commits.snapshot();
    question.reply(
        new Commit(Commits.EPOCH, 0, 6, snapshot.categories(), snapshot.products(), List.of()));

    awaitSeq(7);
    assertThat(onLoop(() -> follower.isReady())).isTrue();
  }

  /** Who was asked about a position in the future asks until the store answers, for as long as that takes. */
  @Test
  void commitsAreAppliedWhileTheStoreDoesNotAnswer() throws Exception {
    start();
    answer(Commits.snapshot());
    awaitSeq(5);
    Future<Void> asked = onLoop(() -> follower.askNow());
    question().fail(503, "unavailable");
    assertThatThrownBy(() -> await(asked)).hasMessageContaining("unavailable");
    publish(totals(6, total("A1", 4, 6)));
    awaitSeq(6);
    Message<Object> again = question();
    publish(totals(7, total("A1", 5, 7)));
    awaitSeq(7);

    again.reply(totals(6, total("A1", 4, 6)));
    publish(totals(8, total("A1", 6, 8)));
    awaitSeq(8);
    assertThat(onLoop(
            () -> follower.board().feed(Commits.ELECTRONICS).orElseThrow().changedSince(7)))
        .singleElement()
        .extracting(Entry::total)
        .isEqualTo(6L);
  }

  @Test
  void whatWaitsForACommitIsAppliedBehindItWhileTheStoreDoesNotAnswer() throws Exception {
    start();
    answer(Commits.snapshot());
    awaitSeq(5);
    publish(totals(7, total("A1", 5, 7)));
    publish(totals(8, total("A1", 6, 8)));
    question();
    publish(totals(6, total("A1", 4, 6)));
    awaitSeq(8);
  }

  @Test
  void aSnapshotThatCannotBeAppliedIsAskedForAgain() throws Exception {
    start();
    answer(totals(5, total("A1", 3, 5)));
    Message<Object> again = question();
    assertThat(onLoop(() -> follower.isReady())).isFalse();
    again.reply(Commits.snapshot());
    awaitSeq(5);
  }

  private void start() {
    vertx.eventBus().localConsumer("live-orders.board", questions::add);
    loop.runOnContext(start -> {
      follower = new BoardFollower(vertx, new Bus(vertx));
      follower.start(new Nobody());
    });
  }

  private <T> T onLoop(Supplier<T> question) throws Exception {
    Promise<T> answer = Promise.promise();
    loop.runOnContext(ask -> answer.complete(question.get()));
    return await(answer.future());
  }

  private void awaitSeq(long seq) throws Exception {
    assertThat(await(onLoop(() -> follower.reached(seq, Await.TIMEOUT)))).isTrue();
    assertThat(onLoop(() -> follower.board().seq())).isEqualTo(seq);
  }

  private void publish(Commit commit) {
    new Bus(vertx).publishFeed(commit);
  }

  private Message<Object> question() throws InterruptedException {
    return Await.take(questions);
  }

  private void answer(Commit commit) throws InterruptedException {
    question().reply(commit);
  }

  private static final class Nobody implements BoardFollower.Listener {
    @Override
    public void onBoard(Board board) {}

    @Override
    public void onChange(Feed feed) {}

    @Override
    public void onApplied(Board board) {}
  }
}

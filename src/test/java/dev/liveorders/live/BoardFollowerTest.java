package dev.liveorders.live;

import static dev.liveorders.live.Commits.total;
import static dev.liveorders.live.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.bus.Bus;
import dev.liveorders.model.Commit;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoardFollowerTest {
  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Message<Object>> questions = new LinkedBlockingQueue<>();
  private BoardFollower follower;

  @AfterEach
  void close() throws Exception {
    ScriptedBoard.await(vertx.close());
  }

  /** The answer that is on its way is about a store that had not yet made what the second has seen elsewhere. */
  @Test
  void whoAsksWhileTheStoreIsBeingAskedIsToldWhatItHasAfterThat() throws Exception {
    vertx.eventBus().localConsumer("live-orders.board", questions::add);
    Promise<Future<Void>> first = Promise.promise();
    Promise<Future<Void>> second = Promise.promise();
    vertx.runOnContext(start -> {
      follower = new BoardFollower(vertx, new Bus(vertx), new Nobody());
      follower.start();
    });
    answer(Commits.snapshot());
    vertx.runOnContext(ask -> {
      first.complete(follower.askNow());
      second.complete(follower.askNow());
    });
    answer(totals(6, total("A1", 4, 6)));
    ScriptedBoard.await(first.future().compose(asked -> asked));
    boolean told = ScriptedBoard.await(second.future()).isComplete();
    assertThat(told).isFalse();
    answer(totals(7, total("A1", 5, 7)));
    ScriptedBoard.await(second.future().compose(asked -> asked));
    assertThat(follower.board().seq()).isEqualTo(7);
  }

  private void answer(Commit commit) throws InterruptedException {
    Message<Object> question = questions.poll(10, TimeUnit.SECONDS);
    assertThat(question).as("it is asked").isNotNull();
    question.reply(commit);
  }

  private static final class Nobody implements BoardFollower.Listener {
    @Override
    public void onBoard(Board board) {}

    @Override
    public void onChange(Feed feed) {}

    @Override
    public void onApplied() {}
  }
}

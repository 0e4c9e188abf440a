package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The positions that heartbeats tell. */
class SubscriptionHeartbeatTest extends SubscriptionsFixture {
  private static final Subscription ELECTRONIC = Subscription.to("electronics");

  @Test
  void aHeartbeatOfAQuietFeedGrowsWithTheBoard() {
    follow();
    RecordingWatcher watcher = v1();
    watch(watcher, ELECTRONIC);
    publish(totals(6, total("B1", 102, 6)));

    assertThat(heartbeat(watcher)).contains("\"seq\":6", "\"staleMillis\":42");
  }

  @Test
  void aHeartbeatSaysNoMoreThanWasShown() {
    follow();
    RecordingWatcher watcher = v1();
    watch(watcher, ELECTRONIC);
    publish(totals(6, total("A1", 4, 6)));
    assertThat(heartbeat(watcher)).contains("\"seq\":5");

    run(() -> watcher.feed().flush().begin(6));
    run(() -> watcher.feed().flush().serve(1));
    publish(totals(7, total("B1", 103, 7)));
    assertThat(heartbeat(watcher)).contains("\"seq\":7");
    run(() -> subscriptions.unsubscribe(watcher));
    assertThat(heartbeat(watcher)).as("while it watches nothing").contains("\"seq\":6");
  }

  @Test
  void whoWasShownNothingHasNoHeartbeat() {
    follow();
    RecordingWatcher full = v1();
    full.writable = false;
    watch(full, ELECTRONIC);

    assertThat(heartbeat(full)).isEmpty();
  }

  @Test
  void aHeartbeatOfANameThatNoCategoryCanHaveTellsThePositionOfTheBoard() {
    follow();
    RecordingWatcher watcher = v1();
    watch(watcher, Subscription.to("No Name"));
    assertThat(watcher.texts).singleElement().asString().contains("\"seq\":5");
    assertThat(heartbeat(watcher)).contains("\"seq\":5");
    publish(totals(6, total("A1", 4, 6)));
    assertThat(heartbeat(watcher)).contains("\"seq\":6");

    change(watcher, ELECTRONIC);
    publish(totals(7, total("A1", 5, 7)));
    change(watcher, Subscription.to("No Name"));
    assertThat(heartbeat(watcher)).as("after a switch").contains("\"seq\":7");
  }

  @Test
  void whoWaitsForTheStoreOrForABoardHasNoHeartbeat() {
    RecordingWatcher early = v1();
    watch(early, ELECTRONIC);
    assertThat(heartbeat(early)).isEmpty();

    follow();
    RecordingWatcher ahead = v1();
    watch(ahead, ELECTRONIC);
    answer(Promise.<Commit>promise().future());
    change(ahead, ELECTRONIC.resumingAt(Optional.of(new Position(EPOCH, 9))));
    assertThat(heartbeat(ahead)).isEmpty();
  }

  private String heartbeat(RecordingWatcher watcher) {
    return onLoop(() -> {
      ByteBuf bytes = subscriptions.heartbeat(watcher, 42);
      String text = bytes.toString(StandardCharsets.UTF_8);
      bytes.release();
      return text;
    });
  }
}

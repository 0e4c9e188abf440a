package dev.liveorders.live.fanout;

import dev.liveorders.bus.Bus;
import dev.liveorders.kit.Await;
import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.BoardFollower;
import dev.liveorders.live.board.Commits;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.Commit;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Subscriptions to the board of a node whose store answers as the test wants it. */
abstract class SubscriptionsFixture {
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final Bus bus = new Bus(vertx);
  private final AtomicInteger questions = new AtomicInteger();
  private volatile Future<Commit> store = Future.succeededFuture(Commits.snapshot());
  private BoardFollower follower;
  final WatcherSet watchers = new WatcherSet(WatcherSet.Kind.HUB);
  Subscriptions subscriptions;

  @BeforeEach
  void make() {
    vertx.eventBus().localConsumer("live-orders.board", question -> {
      questions.incrementAndGet();
      store.onSuccess(question::reply).onFailure(cause -> question.fail(503, cause.getMessage()));
    });
    onLoop(() -> {
      follower = new BoardFollower(vertx, bus);
      subscriptions = new Subscriptions(vertx, follower, watchers, FanoutMeters.NONE);
      return subscriptions;
    });
  }

  @AfterEach
  void close() {
    Await.await(vertx.close());
  }

  /** Has every further question answered by the store like this. */
  final void answer(Future<Commit> answer) {
    store = answer;
  }

  /** Waits until the store was asked so many times. */
  final void awaitQuestions(int count) {
    Await.until("questions to the store", () -> questions.get() == count);
  }

  final void awaitOnLoop(Callable<Boolean> condition) {
    Await.until("what happens later", () -> onLoop(condition));
  }

  /** Makes others of the same event loop. */
  final WatcherRights rights() {
    return new WatcherRights(vertx);
  }

  /** Begins to follow, and waits for the first board. */
  final void follow() {
    Future<Void> started = onLoop(() -> follower.start(new Updates()));
    Await.await(started);
  }

  /** Passes on what a hub does, without flushes: watchers are shown what they ask for, and nothing that comes later. */
  private final class Updates implements BoardFollower.Listener {
    @Override
    public void onBoard(Board board) {
      subscriptions.onBoard();
    }

    @Override
    public void onChange(Feed feed) {
      WatchedFeed watched = subscriptions.watched(feed);
      if (watched != null) {
        watched.forgetSnapshots();
      }
    }

    @Override
    public void onApplied(Board board) {
      // nothing is flushed
    }
  }

  /** Has the board apply a commit. */
  final void publish(Commit commit) {
    publish(commit, () -> follower.seq() == commit.to());
  }

  /** The same with another sign that the commit has had its effect. */
  final void publish(Commit commit, Callable<Boolean> effect) {
    bus.publishFeed(commit);
    awaitOnLoop(effect);
  }

  /** Connects a watcher that may read everything. */
  final void watch(RecordingWatcher watcher, Subscription subscription) {
    watch(watcher, subscription, ReadRights.OPEN);
  }

  final void watch(RecordingWatcher watcher, Subscription subscription, ReadRights rights) {
    onLoop(() -> {
      watchers.add(watcher);
      subscriptions.admit(watcher, new Admission(subscription, rights));
      return watcher;
    });
  }

  final void change(RecordingWatcher watcher, Subscription subscription) {
    onLoop(() -> {
      subscriptions.subscribe(watcher, subscription);
      return watcher;
    });
  }

  final RecordingWatcher watching(Subscription subscription) {
    RecordingWatcher watcher = new RecordingWatcher();
    watch(watcher, subscription);
    return watcher;
  }

  static RecordingWatcher v1() {
    return new RecordingWatcher(WireFormat.V1);
  }

  final Board board() {
    return follower.board();
  }

  /** The watched feed of a key; null when nobody watches it. */
  final WatchedFeed watched(Subscription subscription) {
    FeedKey key = subscription.key().orElseThrow();
    return onLoop(() -> follower.board().feed(key).map(subscriptions::watched).orElse(null));
  }

  /** Runs on the one thread that may touch them. */
  final <T> T onLoop(Callable<T> turn) {
    return Await.await(Future.future(over -> loop.runOnContext(begin -> {
      try {
        over.complete(turn.call());
      } catch (Throwable failure) {
        over.fail(failure);
      }
    })));
  }

  final void run(Runnable turn) {
    onLoop(() -> {
      turn.run();
      return turn;
    });
  }
}

package dev.liveorders.live;

import dev.liveorders.bus.BoardRequest;
import dev.liveorders.bus.Bus;
import dev.liveorders.model.Commit;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the board of one event loop at the newest position: subscribes to the feed, asks for a snapshot, then applies the
 * rest. Asks again whenever a commit does not follow on the board. Confined to the event loop of its hub.
 */
final class BoardFollower {
  /** Who wants to know of changes. */
  interface Listener {
    /** There is another board, with another past: all must be shown everything. */
    void onBoard(Board board);

    /** Something changed in {@code feed}; told for each change of a commit. */
    void onChange(Feed feed);

    /** All changes of a commit have been told. */
    void onApplied();
  }

  private static final Logger log = LoggerFactory.getLogger(BoardFollower.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(100);
  private static final int MOST_HELD = 1_000;

  private final Vertx vertx;
  private final Bus bus;
  private final Listener listener;
  private final Queue<Commit> held = new ArrayDeque<>();
  private final PositionWaiters waiters;

  /** Who wants to know what the store has now: who comes while it is being asked waits for the next answer. */
  private List<Promise<Void>> askers = new ArrayList<>(0);

  private MessageConsumer<Object> subscription;
  private Board board = Board.empty();
  private boolean ready;
  private boolean asking;
  private boolean stopped;
  private boolean lostSome;

  BoardFollower(Vertx vertx, Bus bus, Listener listener) {
    this.vertx = vertx;
    this.bus = bus;
    this.listener = listener;
    this.waiters = new PositionWaiters(vertx);
  }

  /** Begins to follow; completes when the store has answered for the first time, or cannot. */
  Future<Void> start() {
    subscription = bus.onFeed(this::onCommit);
    return askNow().otherwiseEmpty();
  }

  Future<Void> stop() {
    stopped = true;
    board.discard();
    return subscription == null ? Future.succeededFuture() : subscription.unregister();
  }

  Board board() {
    return board;
  }

  /** Whether the board is a real one. */
  boolean isReady() {
    return ready;
  }

  /** Completes with true when the board is at {@code seq} or beyond, and with false when it is not there in time. */
  Future<Boolean> reached(long seq, Duration timeout) {
    return board.seq() >= seq ? Future.succeededFuture(true) : waiters.await(seq, timeout);
  }

  /** Compares the board with the store now; fails when the store does not answer. */
  Future<Void> askNow() {
    Promise<Void> asked = Promise.promise();
    askers.add(asked);
    ask();
    return asked.future();
  }

  private void onCommit(Commit commit) {
    if (asking || !board.isNext(commit)) {
      hold(commit);
      ask();
    } else {
      apply(commit);
    }
  }

  private void hold(Commit commit) {
    if (held.size() == MOST_HELD) {
      held.clear();
      lostSome = true;
    }
    held.add(commit);
  }

  private void ask() {
    if (asking || stopped) {
      return;
    }
    asking = true;
    lostSome = false;
    List<Promise<Void>> asked = askers;
    askers = new ArrayList<>(0);
    BoardRequest request =
        ready ? new BoardRequest(Optional.of(board.epoch()), board.seq()) : BoardRequest.EVERYTHING;
    bus.request(BoardRequest.ENDPOINT, request, ANSWER_WITHIN)
        .onSuccess(answer -> {
          onAnswer(answer);
          asked.forEach(Promise::complete);
        })
        .onFailure(cause -> {
          onNoAnswer(cause);
          asked.forEach(promise -> promise.fail(cause));
        });
  }

  private void onNoAnswer(Throwable cause) {
    log.debug("no board yet: {}", cause.getMessage());
    vertx.setTimer(ASK_AGAIN_AFTER.toMillis(), again -> {
      asking = false;
      ask();
    });
  }

  private void onAnswer(Commit answer) {
    asking = false;
    if (ready && board.isNext(answer)) {
      apply(answer);
    } else {
      board.discard();
      board = Board.of(answer);
      ready = true;
      listener.onBoard(board);
      waiters.reached(board.seq());
    }
    for (Commit commit = held.poll(); commit != null; commit = held.poll()) {
      if (board.isNext(commit)) {
        apply(commit);
      } else {
        lostSome = true;
      }
    }
    if (lostSome || !askers.isEmpty()) {
      ask();
    }
  }

  private void apply(Commit commit) {
    board.apply(commit, listener::onChange);
    listener.onApplied();
    waiters.reached(board.seq());
  }
}

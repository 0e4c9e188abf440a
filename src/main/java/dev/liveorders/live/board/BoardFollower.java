package dev.liveorders.live.board;

import dev.liveorders.bus.BoardRequest;
import dev.liveorders.bus.Bus;
import dev.liveorders.model.Commit;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keeper of the newest board. It subscribes to the feed of commits, asks for a snapshot, then applies the rest.
 * It asks again when a commit does not follow on the board, and for everything when one could not be applied.
 * Confined to the event loop that it is made on.
 */
public final class BoardFollower {
  /** The receiver of changes. */
  public interface Listener {
    /** Takes another board, with another past: all must be shown everything. */
    void onBoard(Board board);

    /** Takes a feed in which something changed, for each change of a commit. */
    void onChange(Feed feed);

    /** Hears that all changes of a commit have been told. */
    void onApplied(Board board);
  }

  private static final Logger log = LoggerFactory.getLogger(BoardFollower.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration RETRY_DELAY = Duration.ofMillis(100);
  private static final int MAX_HELD = 1_000;

  private final Vertx vertx;
  private final EventLoop loop;
  private final Bus bus;
  private final Queue<Commit> held = new ArrayDeque<>();
  private final PositionWaiters waiters;

  /** Those that want the store compared now. One that comes while it is being asked waits for the next answer. */
  private List<Promise<Void>> askers = new ArrayList<>(0);

  private MessageConsumer<Object> subscription;
  private Listener listener;
  private Board board;
  private boolean ready;
  private boolean asking;
  private boolean following;
  private boolean lostSome;
  private boolean failing;

  public BoardFollower(Vertx vertx, Bus bus) {
    this.vertx = vertx;
    this.loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    this.board = Board.empty(loop);
    this.bus = bus;
    this.waiters = new PositionWaiters(vertx, loop);
  }

  /** Begins to follow; completes when the store has answered for the first time, or cannot. */
  public Future<Void> start(Listener listener) {
    assert loop.inEventLoop();
    this.listener = listener;
    following = true;
    subscription = bus.onFeed(this::onCommit);
    return askNow().otherwiseEmpty();
  }

  /** Shows this board instead of following one. */
  public void show(Commit snapshot) {
    assert loop.inEventLoop();
    board = Board.of(snapshot, loop);
    ready = true;
  }

  public Future<Void> stop() {
    assert loop.inEventLoop();
    following = false;
    return subscription == null ? Future.succeededFuture() : subscription.unregister();
  }

  public Board board() {
    return board;
  }

  /** Returns the position of the board. */
  public long seq() {
    return board.seq();
  }

  /** Tells whether the board can be read: it has been filled, and every commit since was applied. */
  public boolean isReady() {
    return ready && board.isIntact();
  }

  /** Completes with true when the board is at {@code seq} or beyond, and with false when it is not there in time. */
  public Future<Boolean> reached(long seq, Duration timeout) {
    assert loop.inEventLoop();
    return board.seq() >= seq ? Future.succeededFuture(true) : waiters.await(seq, timeout);
  }

  /** Compares the board with the store now; fails when the store does not answer. */
  public Future<Void> askNow() {
    assert loop.inEventLoop();
    Promise<Void> asked = Promise.promise();
    askers.add(asked);
    ask();
    return asked.future();
  }

  private void onCommit(Commit commit) {
    assert loop.inEventLoop();
    if (isReady() && board.isNext(commit)) {
      apply(commit); // whatever the store is being asked: it may not answer for long
      applyNextHeld();
    } else {
      hold(commit);
      ask();
    }
  }

  /** Applies those held that follow on the board now. */
  private void applyNextHeld() {
    while (!held.isEmpty() && board.isNext(held.peek())) {
      apply(held.poll());
    }
  }

  private void hold(Commit commit) {
    if (held.size() == MAX_HELD) {
      held.clear();
      lostSome = true;
    }
    held.add(commit);
  }

  private void ask() {
    if (asking || !following) {
      return;
    }
    asking = true;
    lostSome = false;
    List<Promise<Void>> asked = askers;
    askers = new ArrayList<>(0);
    BoardRequest request = isReady()
        ? new BoardRequest(Optional.of(board.epoch()), board.seq())
        : BoardRequest.EVERYTHING;
    bus.request(BoardRequest.ENDPOINT, request, ANSWER_TIMEOUT)
        .onSuccess(answer -> onAnswer(answer, asked))
        .onFailure(cause -> onNoAnswer(cause, asked));
  }

  private void onAnswer(Commit answer, List<Promise<Void>> asked) {
    asking = false;
    if (isReady() && board.isNext(answer)) {
      apply(answer);
    } else {
      Board other;
      try {
        other = Board.of(answer, loop);
      } catch (RuntimeException failure) {
        logFailure(answer, failure);
        asking = true;
        onNoAnswer(failure, asked);
        return;
      }
      replace(other);
    }
    applyHeld();
    asked.forEach(Promise::complete);
  }

  private void onNoAnswer(Throwable cause, List<Promise<Void>> asked) {
    log.debug("no board yet: {}", cause.getMessage());
    vertx.setTimer(RETRY_DELAY.toMillis(), again -> {
      asking = false;
      ask();
    });
    asked.forEach(promise -> promise.fail(cause));
  }

  private void replace(Board other) {
    board = other;
    ready = true;
    listener.onBoard(board);
    waiters.reached(board.seq());
  }

  private void applyHeld() {
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
    try {
      board.apply(commit, listener::onChange);
    } catch (RuntimeException failure) {
      logFailure(commit, failure);
      ask(); // for everything, as the board is not intact
      return;
    }
    announce();
  }

  /** Logs a failure; those that repeat it before the board is whole again say no more. */
  private void logFailure(Commit commit, RuntimeException failure) {
    if (!failing) {
      failing = true;
      log.error(
          "commit {} cannot be applied; the board is read from the store again",
          commit.to(),
          failure);
    }
  }

  private void announce() {
    failing = false;
    listener.onApplied(board);
    waiters.reached(board.seq());
  }
}

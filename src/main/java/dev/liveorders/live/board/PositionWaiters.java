package dev.liveorders.live.board;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** The requests that wait until a board has reached a seq. Confined to the event loop of its board. */
final class PositionWaiters {
  private record Waiter(long seq, Promise<Boolean> reached) {}

  private final Vertx vertx;
  private final EventLoop loop;
  private final Queue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::seq));

  PositionWaiters(Vertx vertx, EventLoop loop) {
    this.vertx = vertx;
    this.loop = loop;
  }

  /**
   * Completes with true at {@link #reached} of this seq or a later one, and with false when the time is over before.
   */
  Future<Boolean> await(long seq, Duration timeout) {
    assert loop.inEventLoop();
    Waiter waiter = new Waiter(seq, Promise.promise());
    waiters.add(waiter);
    long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), late -> {
      waiters.remove(waiter);
      waiter.reached.tryComplete(false);
    });
    return waiter.reached.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  /** Ends the wait of all that wait for {@code seq} or less. */
  void reached(long seq) {
    assert loop.inEventLoop();
    for (Waiter next = waiters.peek(); next != null && next.seq <= seq; next = waiters.peek()) {
      waiters.remove();
      next.reached.tryComplete(true);
    }
  }
}

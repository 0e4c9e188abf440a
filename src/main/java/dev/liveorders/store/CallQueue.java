package dev.liveorders.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Carries out calls one after the other, in the order they are made. Confined to the store's event loop. */
public final class CallQueue {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;
  private boolean looping;

  /** Starts {@code work} when all before it has ended, and tells {@code promise} what became of it. */
  public <T> void add(Supplier<Future<T>> work, Promise<T> promise) {
    waiting.add(() -> start(work, promise));
    runNext();
  }

  /** A loop: calls that fail at once, as all do while the server is unavailable, must not deepen the stack. */
  private void runNext() {
    if (looping) {
      return;
    }
    looping = true;
    while (!busy && !waiting.isEmpty()) {
      busy = true;
      waiting.remove().run();
    }
    looping = false;
  }

  private <T> void start(Supplier<Future<T>> work, Promise<T> promise) {
    Future<T> result;
    try {
      result = work.get();
    } catch (RuntimeException fault) {
      result = Future.failedFuture(fault);
    }
    result.onComplete(done -> {
      busy = false;
      promise.handle(done);
      runNext();
    });
  }
}

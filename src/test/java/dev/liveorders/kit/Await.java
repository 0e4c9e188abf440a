package dev.liveorders.kit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.pollinterval.IterativePollInterval;

/** Waiting in tests: for a future, an element or a condition, never for a time. It blocks, so not for event loops. */
public final class Await {
  /** The time limit where none is given: long enough for a slow machine, so that only what never comes fails. */
  public static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

  /** A condition that takes long is asked for less often: it needs the processor more than the one who waits. */
  private static final Duration MAX_POLL_INTERVAL = Duration.ofMillis(40);

  private Await() {}

  /** Returns the result of a future, or throws the cause of its failure as it is. */
  public static <T> T await(Future<T> future) {
    return await(future, TIMEOUT);
  }

  /** The same within a time limit of the caller's. */
  public static <T> T await(Future<T> future, Duration timeout) {
    try {
      return future.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("no result within " + timeout.toMillis() + " ms", late);
    }
  }

  /** Takes what comes next into a queue. */
  public static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T element = queue.poll(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    if (element == null) {
      throw new AssertionError("nothing came within " + TIMEOUT.toMillis() + " ms");
    }
    return element;
  }

  /** Waits until a condition holds; {@code goal} names it in the failure. */
  public static void until(String goal, Callable<Boolean> condition) {
    until(goal, TIMEOUT, condition);
  }

  /** The same within a time limit of the caller's. */
  public static void until(String goal, Duration timeout, Callable<Boolean> condition) {
    polling(goal, timeout).until(condition);
  }

  /** Asks until an answer is accepted, and returns it; the failure shows the last one. */
  public static <T> T until(String goal, Callable<T> question, Predicate<? super T> accepted) {
    return until(goal, TIMEOUT, question, accepted);
  }

  /** The same within a time limit of the caller's. */
  public static <T> T until(
      String goal, Duration timeout, Callable<T> question, Predicate<? super T> accepted) {
    return polling(goal, timeout).until(question, accepted);
  }

  /** In the thread of the caller, so that a condition may use what belongs to the test. */
  private static ConditionFactory polling(String goal, Duration timeout) {
    return Awaitility.await(goal)
        .atMost(timeout)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(IterativePollInterval.iterative(Await::next, POLL_INTERVAL));
  }

  private static Duration next(Duration interval) {
    Duration longer = interval.multipliedBy(5).dividedBy(4);
    return longer.compareTo(MAX_POLL_INTERVAL) > 0 ? MAX_POLL_INTERVAL : longer;
  }
}

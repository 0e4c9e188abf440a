package dev.liveorders.kit;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** A Vert.x whose timers fire when a test lets time pass, and their clock. Confined to one thread at a time. */
public final class FakeTimers {
  private record Timer(long id, long due, long period, Handler<Long> handler) {}

  private final TreeSet<Timer> timers =
      new TreeSet<>(Comparator.comparingLong(Timer::due).thenComparing(Timer::id));
  private final Vertx vertx;
  private long now = 1_234_567_890_123L; // a clock of nanoseconds begins anywhere
  private long ids;

  /** Makes one of which nothing but timers may be asked. */
  public FakeTimers() {
    this(null);
  }

  /**
   * @param others asked for everything but timers
   */
  public FakeTimers(Vertx others) {
    vertx = (Vertx) Proxy.newProxyInstance(
        Vertx.class.getClassLoader(),
        new Class<?>[] {Vertx.class},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "setTimer" -> set((Long) arguments[0], 0, arguments[1]);
          case "setPeriodic" ->
            set((Long) arguments[0], (Long) arguments[0], arguments[arguments.length - 1]);
          case "cancelTimer" -> timers.removeIf(timer -> timer.id() == (Long) arguments[0]);
          default -> ask(others, method, arguments);
        });
  }

  private static Object ask(Vertx others, Method method, Object[] arguments) throws Throwable {
    if (others == null) {
      throw new UnsupportedOperationException(method.getName());
    }
    try {
      return method.invoke(others, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  @SuppressWarnings("unchecked")
  private long set(long millis, long period, Object handler) {
    if (millis < 1) {
      throw new IllegalArgumentException("a timer of " + millis + " ms"); // as Vert.x does
    }
    long due = now + Duration.ofMillis(millis).toNanos();
    timers.add(new Timer(ids, due, period, (Handler<Long>) handler));
    return ids++;
  }

  public Vertx vertx() {
    return vertx;
  }

  /** The time by {@code System.nanoTime}. */
  public long nanoTime() {
    return now;
  }

  /** The time until the next timer fires; empty when none is set. */
  public Optional<Duration> untilNext() {
    return timers.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(timers.first().due() - now));
  }

  /** Lets time pass, in which each timer fires at its moment. */
  public void pass(Duration time) {
    long end = now + time.toNanos();
    while (!timers.isEmpty() && timers.first().due() <= end) {
      fire(timers.pollFirst());
    }
    now = end;
  }

  /** Lets time pass without that anything fires, as on a loop that is busy. */
  public void stall(Duration time) {
    now += time.toNanos();
  }

  private void fire(Timer timer) {
    now = Math.max(now, timer.due());
    if (timer.period() > 0) {
      long next = timer.due() + Duration.ofMillis(timer.period()).toNanos();
      timers.add(new Timer(timer.id(), next, timer.period(), timer.handler()));
    }
    timer.handler().handle(timer.id());
  }
}

package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/**
 * Watchers that come back when their connection ends, as the client module does: when the server said, and otherwise after a
 * random time that doubles with each attempt. Confined to the event loop of its load, but for what blocks.
 */
final class ReturningWatchers implements WatchConnection.Owner {
  private static final long OPEN_MILLIS = 120_000;
  private static final int CONNECTING_AT_ONCE = 200;
  private static final long FIRST_BACKOFF_MILLIS = 500;
  private static final long MAX_BACKOFF_MILLIS = 30_000;
  private static final long SECOND = 1_000_000_000L;

  private final LoadLoop loop;
  private final Target target;
  private final WatchOptions manner;
  private final WatchConnection[] sockets;
  private final int[] attempts;
  private final Map<WatchConnection, Integer> ordinals = new HashMap<>();

  /** Those who were shown their first total, in each second since {@link #from}. */
  private final Map<Long, Integer> arrivals = new HashMap<>();

  private IntFunction<SoldProduct> products;
  private long from = System.nanoTime();
  private int wanted;
  private int shown;
  private long lastShownAt;

  ReturningWatchers(LoadLoop loop, Target target, WatchOptions manner, int count) {
    this.loop = loop;
    this.target = target;
    this.manner = manner;
    this.sockets = new WatchConnection[count];
    this.attempts = new int[count];
  }

  /** Connects them, and waits until each was shown its total. */
  void open(IntFunction<SoldProduct> watched) throws InterruptedException {
    loop.run(() -> {
      products = watched;
      for (int i = 0; i < CONNECTING_AT_ONCE; i++) {
        connectNext();
      }
    });
    if (!loop.await(OPEN_MILLIS, () -> shown == sockets.length)) {
      throw new BenchException(
          "of " + sockets.length + " watchers " + shown + " were shown totals");
    }
  }

  /** Counts who comes back from now on. */
  void expect() throws InterruptedException {
    loop.run(() -> {
      from = System.nanoTime();
      arrivals.clear();
    });
  }

  /** Waits until all are back; returns whether they were in time. */
  boolean awaitAll() throws InterruptedException {
    return loop.await(OPEN_MILLIS, () -> shown == sockets.length);
  }

  /** Returns how many came back in the busiest second. */
  int peak() throws InterruptedException {
    return loop.call(
        () -> arrivals.values().stream().mapToInt(count -> count).max().orElse(0));
  }

  /** Returns after how many nanoseconds the last one was back. */
  long backAfter() throws InterruptedException {
    return loop.call(() -> lastShownAt - from);
  }

  /** Counts those whose total is exact. */
  int exact() {
    int exact = 0;
    for (WatchConnection socket : sockets) {
      exact += socket.isExact() ? 1 : 0;
    }
    return exact;
  }

  private void connectNext() {
    if (wanted < sockets.length) {
      connect(wanted, products.apply(wanted));
      wanted++;
    }
  }

  private void connect(int ordinal, SoldProduct product) {
    WatchConnection socket = manner.connection(this, product);
    sockets[ordinal] = socket;
    ordinals.put(socket, ordinal);
    loop.connect(target, socket, manner.receiveBuffer(), ordinal).addListener(connected -> {
      if (!connected.isSuccess()) {
        onClosed(socket);
      }
    });
  }

  @Override
  public ByteBuf request(WatchConnection socket) {
    return manner.request(target, socket.product());
  }

  @Override
  public void onRejected(WatchConnection socket, String why) {
    // it is closed, and comes back
  }

  @Override
  public void countFrame() {
    // frames are no part of what is measured
  }

  @Override
  public void onFirstTotal(WatchConnection socket) {
    attempts[ordinals.get(socket)] = 0;
    socket.product().opensAt(socket.total());
    shown++;
    lastShownAt = System.nanoTime();
    arrivals.merge((lastShownAt - from) / SECOND, 1, Integer::sum);
    connectNext();
  }

  @Override
  public void onTotal(WatchConnection socket, long before, long now) {
    // the last total counts, in the end
  }

  @Override
  public void onClosed(WatchConnection socket) {
    Integer ordinal = ordinals.remove(socket);
    if (ordinal == null) {
      return; // a connection that failed is told twice
    }
    if (socket.total() >= 0) {
      shown--;
    }
    loop.later(delay(socket, ordinal), () -> connect(ordinal, socket.product()));
  }

  private long delay(WatchConnection socket, int ordinal) {
    if (socket.retryAfterMillis() >= 0) {
      return socket.retryAfterMillis();
    }
    long bound =
        Math.min(MAX_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(10, attempts[ordinal]++));
    return ThreadLocalRandom.current().nextLong(bound);
  }
}

package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Watchers that came together, what they were shown, and whether it was right. Confined to the event loop of its
 * load, but for what blocks.
 */
final class WatcherGroup implements WatchConnection.Owner {
  /** Hears the totals that watchers are shown. */
  interface Clock {
    /** A watcher has been shown orders {@code first}, {@code first + stride}, … {@code last}. */
    void shown(long first, long last, int stride, long now);
  }

  private static final int CONNECTING_AT_ONCE = 200;
  private static final long OPEN_MILLIS = 120_000;
  private static final double SECOND = 1e9;

  private final LoadLoop loop;
  private final Target target;
  private final Clock clock;
  private final List<WatchConnection> sockets = new ArrayList<>();
  private WatchOptions options;
  private IntFunction<SoldProduct> productOf;
  private Runnable allShown = () -> {};
  private int wanted;
  private int shown;
  private int shownInFirstSecond;
  private long openedAt;
  private long lastShownAt;
  private int closed;
  private long frames;
  private long stepsBack;
  private long deliveries;
  private String rejection;

  WatcherGroup(LoadLoop loop, Target target, Clock clock) {
    this.loop = loop;
    this.target = target;
    this.clock = clock;
  }

  /**
   * Connects watchers and waits until each has its first total; blocks the thread that leads.
   *
   * @param products what watcher n, from 0, watches
   * @return how many a second connected
   */
  double open(int count, WatchOptions how, IntFunction<SoldProduct> products)
      throws InterruptedException {
    openedAt = System.nanoTime();
    loop.run(() -> {
      options = how;
      productOf = products;
      wanted += count;
      connectSome();
    });
    boolean open = loop.await(OPEN_MILLIS, () -> rejection != null || shown + closed >= wanted);
    if (!open || rejection != null || closed > 0) {
      throw new BenchException("of " + wanted + " watchers " + shown + " were shown totals and "
          + closed + " closed" + (rejection == null ? "" : ": " + rejection));
    }
    return count / ((lastShownAt - openedAt) / SECOND);
  }

  private void connectSome() {
    while (sockets.size() < wanted && sockets.size() - shown - closed < CONNECTING_AT_ONCE) {
      int ordinal = sockets.size();
      WatchConnection socket = options.connection(this, productOf.apply(ordinal));
      sockets.add(socket);
      loop.connect(target, socket, options.receiveBuffer(), ordinal).addListener(connected -> {
        if (!connected.isSuccess()) {
          onRejected(socket, LoadLoop.reason(connected.cause()));
        }
      });
    }
  }

  @Override
  public ByteBuf request(WatchConnection socket) {
    return options.request(target, socket.product());
  }

  @Override
  public void onRejected(WatchConnection socket, String why) {
    rejection = why.lines().findFirst().orElse("the server answered nothing");
  }

  @Override
  public void onMessage(WatchConnection socket, ByteBuf bytes, int start, int length, long now) {
    frames++;
  }

  @Override
  public void onFirstTotal(WatchConnection socket) {
    shown++;
    socket.product().opensAt(socket.total());
    lastShownAt = System.nanoTime();
    if (lastShownAt - openedAt < SECOND) {
      shownInFirstSecond++;
    }
    connectSome();
  }

  @Override
  public void onTotal(WatchConnection socket, long before, long now) {
    SoldProduct product = socket.product();
    if (socket.total() < before) {
      stepsBack++;
    } else if (socket.total() > before) {
      deliveries += socket.total() - before;
      if (deliveries % sockets.size() == 0) {
        allShown.run();
      }
      clock.shown(
          product.orderAt(before + 1), product.orderAt(socket.total()), product.stride(), now);
    }
  }

  /** Runs an action each time all watchers have been shown the same number of orders. */
  void whenAllShown(Runnable task) {
    allShown = task;
  }

  @Override
  public void onClosed(WatchConnection socket) {
    closed++;
  }

  /** The number of watchers that got their first total within a second of the last {@link #open}. */
  int shownInFirstSecond() {
    return shownInFirstSecond;
  }

  /** Messages shown so far. */
  long frames() {
    return frames;
  }

  /** Orders seen by watchers so far: a newer total stands for all orders before it. */
  long deliveries() {
    return deliveries;
  }

  long stepsBack() {
    return stepsBack;
  }

  List<WatchConnection> sockets() {
    return sockets;
  }

  /** The number of connected watchers. */
  int open() {
    return sockets.size() - closed;
  }

  /** The number of watchers that ended exact. */
  long exact() {
    return sockets.stream().filter(WatchConnection::isExact).count();
  }

  /** Drops every connection, without a word. */
  void close() {
    sockets.forEach(WatchConnection::close);
  }
}

package dev.liveorders.bench;

import dev.liveorders.model.PathSegment;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Watchers that came together, what they were shown, and whether it was right. Confined to the event loop of its load, but
 * for what blocks.
 */
final class WatcherGroup {
  /** Hears the totals that watchers are shown. */
  interface Clock {
    /** A watcher has been shown orders {@code first}, {@code first + stride}, … {@code last}. */
    void shown(long first, long last, int stride, long now);
  }

  /** The extensions that a browser offers. */
  private static final String DEFLATE =
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

  private static final String EVENTS = "Accept: text/event-stream\r\n";
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1\r\n";
  private static final int CONNECTING_AT_ONCE = 200;
  private static final long OPEN_MILLIS = 120_000;
  private static final double SECOND = 1e9;

  /** The protocol that carries totals to a watcher. */
  enum Protocol {
    WEBSOCKET,
    HTTP
  }

  /**
   * The options of a watcher.
   *
   * @param protocol      what a watcher speaks
   * @param path          like {@code /orders/electronics}
   * @param filtered      whether a watcher asks for its product only
   * @param headers       further ones of the handshake, each with its end of line
   * @param receiveBuffer bytes of the socket's receive buffer; 0 for the kernel's default
   */
  record Manner(
      Protocol protocol, String path, boolean filtered, String headers, int receiveBuffer) {
    static Manner plain(String category, boolean offerDeflate) {
      return new Manner(Protocol.WEBSOCKET, path(category), false, offerDeflate ? DEFLATE : "", 0);
    }

    static Manner v1(String category) {
      return new Manner(Protocol.WEBSOCKET, path(category), false, V1, 0);
    }

    /** By Server-Sent Events. */
    static Manner events(String category) {
      return new Manner(Protocol.HTTP, path(category), false, EVENTS, 0);
    }

    /** Once, as JSON, by a connection that is kept. */
    static Manner once(String category) {
      return new Manner(Protocol.HTTP, path(category), false, "", 0);
    }

    private static String path(String category) {
      return "/orders/" + PathSegment.of(category);
    }

    /** The same, of the watcher's product only. */
    Manner ofItsProduct() {
      return new Manner(protocol, path, true, headers, receiveBuffer);
    }

    /** The same, from where a client was before. */
    Manner resuming(String epoch, String since) {
      return new Manner(
          protocol, path + "?epoch=" + epoch + "&since=" + since, filtered, headers, receiveBuffer);
    }

    Manner withReceiveBuffer(int bytes) {
      return new Manner(protocol, path, filtered, headers, bytes);
    }

    private WatchConnection connection(WatcherGroup group, SoldProduct product) {
      return protocol == Protocol.WEBSOCKET
          ? new WatchSocket(group, product)
          : new WatchResponse(group, product);
    }

    private ByteBuf request(Target target, SoldProduct product) {
      String address = path + (filtered ? "?ids=" + PathSegment.of(product.id()) : "");
      return protocol == Protocol.WEBSOCKET
          ? WatchSocket.handshake(target, address, headers)
          : WatchResponse.request(target, address, headers);
    }
  }

  private final LoadLoop loop;
  private final Target target;
  private final Clock clock;
  private final List<WatchConnection> sockets = new ArrayList<>();
  private Manner manner;
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
  double open(int count, Manner how, IntFunction<SoldProduct> products)
      throws InterruptedException {
    openedAt = System.nanoTime();
    loop.run(() -> {
      manner = how;
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
      WatchConnection socket = manner.connection(this, productOf.apply(ordinal));
      sockets.add(socket);
      loop.connect(target, socket, manner.receiveBuffer(), ordinal).addListener(connected -> {
        if (!connected.isSuccess()) {
          onRejected(LoadLoop.reason(connected.cause()));
        }
      });
    }
  }

  /** The bytes with which a watcher asks to be one. */
  ByteBuf request(WatchConnection socket) {
    return manner.request(target, socket.product());
  }

  /** A watcher was not let in; says why. */
  void onRejected(String why) {
    rejection = why.lines().findFirst().orElse("the server answered nothing");
  }

  void countFrame() {
    frames++;
  }

  void onFirstTotal(WatchConnection socket) {
    shown++;
    socket.product().opensAt(socket.total());
    lastShownAt = System.nanoTime();
    if (lastShownAt - openedAt < SECOND) {
      shownInFirstSecond++;
    }
    connectSome();
  }

  void onTotal(WatchConnection socket, long before, long now) {
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

  void onClosed() {
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

package dev.liveorders.http.connection;

import dev.liveorders.netty.VertxConnections;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Enforces the time limits of one HTTP/2 connection, as {@link ConnectionGuard} does for HTTP/1. A request must
 * arrive whole in time, and is answered in time. A request that goes on behind its answer, and an answer that is not
 * taken, are cut off. A connection without requests is closed after the idle limit. Also limits the frames that cost
 * a client nothing and make us answer. An answer that goes on, such as an event stream, is left alone. Confined to
 * the event loop of its connection.
 */
final class StreamsGuard {
  /** Codes of RFC 9113 section 7. */
  private static final long REFUSED_STREAM = 0x7;

  private static final long ENHANCE_YOUR_CALM = 0xb;

  /** PING and SETTINGS frames that a client may send within their window: browsers send a few a minute. */
  private static final int MAX_CONTROL_FRAMES = 100;

  private static final long CONTROL_WINDOW_MILLIS = 10_000;

  private final ConnectionGuards guards;
  private final HttpConnection connection;
  private final List<Exchange> exchanges = new ArrayList<>();

  /** The time since which nothing is asked, or since which the connection is being closed. */
  private long since;

  private boolean closing;
  private long controlSince;
  private int controlFrames;

  StreamsGuard(ConnectionGuards guards, HttpConnection connection) {
    this.guards = guards;
    this.connection = connection;
    this.since = guards.now();
    connection.pingHandler(ping -> onControlFrame());
    connection.remoteSettingsHandler(settings -> onControlFrame());
  }

  private void onControlFrame() {
    long now = guards.now();
    if (now - controlSince > CONTROL_WINDOW_MILLIS) {
      controlSince = now;
      controlFrames = 0;
    }
    if (++controlFrames > MAX_CONTROL_FRAMES && !closing) {
      rejectAll();
    }
  }

  private void close() {
    if (closing) {
      return;
    }
    closing = true;
    since = guards.now();
    connection.close();
  }

  /**
   * Takes a request in, or rejects it as one too many: the codec rejects those only of a client that has acknowledged
   * our settings.
   *
   * @return whether it may be answered
   */
  boolean admits(HttpServerRequest request) {
    if (exchanges.size() >= guards.maxStreams()) {
      exchanges.removeIf(Exchange::isClosed);
    }
    if (closing || exchanges.size() >= guards.maxStreams()) {
      request.response().reset(REFUSED_STREAM);
      return false;
    }
    Exchange exchange = new Exchange(guards, request, this::close);
    exchanges.add(exchange);
    return exchange.hasRoom();
  }

  /** Ends a connection that is one too many. */
  void rejectAll() {
    connection.goAway(ENHANCE_YOUR_CALM);
    close();
  }

  /** Gives back what the requests of a connection that has ended have taken. */
  void leave() {
    exchanges.forEach(Exchange::giveBack);
    exchanges.clear();
  }

  /** Gives back what is taken for answers that were taken by their clients meanwhile. */
  void settle() {
    exchanges.removeIf(Exchange::isClosed);
  }

  /** The requests that may be ended to make room. */
  Stream<MemoryHolder> holders() {
    return closing ? Stream.empty() : List.<MemoryHolder>copyOf(exchanges).stream();
  }

  /** Ends what has taken too long. */
  void check(long now) {
    if (closing) {
      if (now - since > Exchange.LINGER_MILLIS) {
        VertxConnections.abort(connection);
      }
      return;
    }
    if (!exchanges.isEmpty()) {
      since = now;
      // of a copy: ending one may end the connection, and with it all
      List.copyOf(exchanges).stream()
          .filter(exchange -> exchange.isOver(now))
          .forEach(exchanges::remove);
    } else if (now - since > guards.idleMillis()) {
      close();
    }
  }
}

package dev.liveorders.http.connection;

import dev.liveorders.config.AppConfig;
import dev.liveorders.netty.StrictRequestDecoder;
import dev.liveorders.netty.VertxConnections;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The guards of all connections of one server, and the one timer that they share. Confined to the event loop of its verticle. */
public final class ConnectionGuards {
  private static final long MAX_TICK_MILLIS = 250;
  private static final long MIN_TICK_MILLIS = 10;

  /** Time that an answer may take beyond the limit that its handler keeps. */
  private static final long ANSWER_MARGIN_MILLIS = 2_000;

  private final Vertx vertx;
  private final HttpServerOptions options;
  private final long requestMillis;
  private final long idleMillis;
  private final int maxStreams;
  private final Set<ConnectionGuard> guards = new HashSet<>();

  /** The guards of connections that speak HTTP/2. */
  private final Map<HttpConnection, StreamsGuard> streams = new HashMap<>();

  private long timer;
  private boolean draining;

  public ConnectionGuards(Vertx vertx, HttpServerOptions options, AppConfig.Http config) {
    this.vertx = vertx;
    this.options = options;
    this.requestMillis = config.requestTimeout().toMillis();
    this.maxStreams = config.maxStreams();
    this.idleMillis = config.idleTimeout().toMillis();
  }

  public void start() {
    long tick = Math.min(MAX_TICK_MILLIS, Math.min(requestMillis, idleMillis) / 4);
    timer = vertx.setPeriodic(Math.max(MIN_TICK_MILLIS, tick), fired -> check());
  }

  private void check() {
    long now = now();
    List.copyOf(guards).forEach(guard -> guard.check(now));
    List.copyOf(streams.values()).forEach(guard -> guard.check(now));
  }

  /** Makes every further answer close its connection. */
  public void drain() {
    draining = true;
  }

  public void stop() {
    vertx.cancelTimer(timer);
  }

  /** A connection was accepted, and nothing read from it yet. */
  public void onConnection(HttpConnection connection) {
    removeFirstTimer(connection);
    if (!VertxConnections.isHttp1(connection)) {
      streams.put(connection, new StreamsGuard(this, connection));
      connection.closeHandler(closed -> streams.remove(connection));
      return;
    }
    ChannelHandlerContext vertx = VertxConnections.vertxHandler(connection);
    vertx
        .pipeline()
        .addBefore(vertx.name(), "guard", new ConnectionGuard(this))
        .replace(HttpRequestDecoder.class, "decoder", new StrictRequestDecoder(options));
  }

  /** Removes the timer of Vert.x's that ends a connection of which not even the protocol is known. */
  private static void removeFirstTimer(HttpConnection connection) {
    ChannelPipeline pipeline = VertxConnections.channel(connection).pipeline();
    if (pipeline.get(IdleStateHandler.class) != null) {
      pipeline.remove(IdleStateHandler.class);
    }
  }

  /** Takes in a request that has begun; of an HTTP/2 connection that has too many it is refused, and not to be answered. */
  public boolean admit(HttpServerRequest request) {
    return request.version() != HttpVersion.HTTP_2
        || streams.get(request.connection()).admits(request);
  }

  /** A connection becomes a WebSocket, which others watch over. */
  public static void onUpgrade(HttpConnection connection) {
    VertxConnections.channel(connection).pipeline().remove(ConnectionGuard.class);
  }

  void add(ConnectionGuard guard) {
    guards.add(guard);
  }

  void remove(ConnectionGuard guard) {
    guards.remove(guard);
  }

  boolean draining() {
    return draining;
  }

  long requestMillis() {
    return requestMillis;
  }

  /** Returns the time after which an unanswered request ends its connection. */
  long answerMillis() {
    return requestMillis + ANSWER_MARGIN_MILLIS;
  }

  int maxStreams() {
    return maxStreams;
  }

  long idleMillis() {
    return idleMillis;
  }

  /** A clock in milliseconds that only goes forward. */
  long now() {
    return System.nanoTime() / 1_000_000;
  }
}

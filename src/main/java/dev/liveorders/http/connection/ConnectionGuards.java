package dev.liveorders.http.connection;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.limits.Clients;
import dev.liveorders.limits.LoopBudget;
import dev.liveorders.limits.NodeBudget;
import dev.liveorders.netty.Newcomers;
import dev.liveorders.netty.StrictRequestDecoder;
import dev.liveorders.netty.UnsentLimit;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * The guards of all connections of one server, the one timer that they share, and the memory that they may take.
 * Confined to the event loop of its verticle.
 */
public final class ConnectionGuards {
  private static final long MAX_TICK_MILLIS = 250;
  private static final long MIN_TICK_MILLIS = 10;

  /** Time that an answer may take beyond the limit that its handler keeps. */
  private static final long ANSWER_MARGIN_MILLIS = 2_000;

  /** The share of the memory down to which connections are closed where it is used up. */
  private static final double USED_AFTER_MAKING_ROOM = 0.9;

  /** Pause after an attempt to make room that found nothing to close here. */
  private static final long MAKE_ROOM_PAUSE_MILLIS = 50;

  /** Bytes that the kernel buffers beyond what is on its way, so that progress of a slow reader is seen. */
  private static final long MAX_UNSENT_BYTES = 131_072;

  /** Time between two looks for clients that may be forgotten. */
  private static final long FORGET_MILLIS = 10_000;

  private final Vertx vertx;
  private final HttpServerOptions options;
  private final long requestMillis;
  private final long idleMillis;
  private final int maxStreams;
  private final int maxBodyBytes;
  private final LoopBudget budget;
  private final Clients clients;
  private final ConnectionLimits limits;
  private final Consumer<Problem> onRejected;
  private final IntConsumer onRoomMade;

  /** In the order in which they were accepted. */
  private final Set<ConnectionGuard> guards = new LinkedHashSet<>();

  /** The guards of connections that speak HTTP/2. */
  private final Map<HttpConnection, StreamsGuard> streams = new HashMap<>();

  private long timer;
  private boolean draining;
  private long nothingToCloseUntil;
  private long forgetAt;

  /**
   * @param memory     of the node, for requests and answers under way
   * @param clients    of the node
   * @param onRejected is told what a connection is answered that is one too many
   * @param onRoomMade is told of each time how many connections were closed since that was used up
   */
  public ConnectionGuards(
      Vertx vertx,
      HttpServerOptions options,
      AppConfig.Http config,
      NodeBudget memory,
      Clients clients,
      Consumer<Problem> onRejected,
      IntConsumer onRoomMade) {
    this.vertx = vertx;
    this.budget = new LoopBudget(memory);
    this.clients = clients;
    this.limits = new ConnectionLimits(clients);
    this.onRejected = onRejected;
    this.onRoomMade = onRoomMade;
    this.options = options;
    this.requestMillis = config.requestTimeout().toMillis();
    this.maxStreams = config.maxStreams();
    this.maxBodyBytes = config.maxBodyBytes();
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
    makeRoom();
    if (now >= forgetAt) {
      forgetAt = now + FORGET_MILLIS;
      clients.forgetIdle();
    }
  }

  /** Closes the oldest connections and requests of this event loop if the node uses more memory than it may. */
  void makeRoom() {
    if (!budget.isOver() || now() < nothingToCloseUntil) {
      return;
    }
    streams.values().forEach(StreamsGuard::settle);
    List<MemoryHolder> oldest = Stream.concat(
            guards.stream(), streams.values().stream().flatMap(StreamsGuard::holders))
        .filter(MemoryHolder::mayBeClosed)
        .sorted(Comparator.comparingLong(MemoryHolder::since))
        .toList();
    int closed = 0;
    for (MemoryHolder holder : oldest) {
      if (!budget.isAbove(USED_AFTER_MAKING_ROOM)) {
        break;
      }
      holder.makeRoom();
      closed++;
    }
    if (closed > 0) {
      onRoomMade.accept(closed);
    } else {
      nothingToCloseUntil = now() + MAKE_ROOM_PAUSE_MILLIS;
    }
  }

  LoopBudget budget() {
    return budget;
  }

  /** Makes every further answer close its connection. */
  public void drain() {
    draining = true;
  }

  public void stop() {
    vertx.cancelTimer(timer);
    budget.close();
  }

  /** A connection was accepted, and nothing read from it yet. */
  public void onConnection(HttpConnection connection) {
    removeFirstTimer(connection);
    ChannelHandlerContext vertx = VertxConnections.vertxHandler(connection);
    Newcomers.onServed(vertx.channel());
    Optional<Problem> tooMany = limits.accept(vertx.channel());
    tooMany.ifPresent(onRejected);
    if (!VertxConnections.isHttp1(connection)) {
      StreamsGuard guard = new StreamsGuard(this, connection);
      streams.put(connection, guard);
      connection.closeHandler(closed -> {
        streams.remove(connection);
        guard.leave();
      });
      tooMany.ifPresent(problem -> guard.rejectAll());
      return;
    }
    UnsentLimit.set(vertx.channel(), MAX_UNSENT_BYTES);
    vertx
        .pipeline()
        .addBefore(vertx.name(), "guard", new ConnectionGuard(this, tooMany.orElse(null)))
        .replace(HttpRequestDecoder.class, "decoder", new StrictRequestDecoder(options));
  }

  /** Removes the timer of Vert.x's that ends a connection of which not even the protocol is known. */
  private static void removeFirstTimer(HttpConnection connection) {
    ChannelPipeline pipeline = VertxConnections.channel(connection).pipeline();
    if (pipeline.get(IdleStateHandler.class) != null) {
      pipeline.remove(IdleStateHandler.class);
    }
  }

  /**
   * Takes in a request that has begun; of an HTTP/2 connection that has too many it is rejected, and not to be
   * answered.
   */
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
    makeRoom();
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

  int maxBodyBytes() {
    return maxBodyBytes;
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

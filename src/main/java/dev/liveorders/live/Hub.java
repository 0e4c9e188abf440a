package dev.liveorders.live;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import dev.liveorders.model.Quoted;
import dev.liveorders.netty.UnsentLimit;
import dev.liveorders.netty.VertxConnections;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The board of one HttpVerticle and everybody who watches it. Confined to the event loop of its verticle. */
public final class Hub implements BoardFollower.Listener {
  /** The WebSocket subprotocol that a client asks for to get positions, heartbeats and resume. */
  public static final String SUBPROTOCOL = "live-orders.v1";

  private static final Logger log = LoggerFactory.getLogger(Hub.class);
  private static final long TICK_MILLIS = 1_000;

  /** After a shutdown clients come back within this time, each at its own moment. */
  private static final long LONGEST_RETRY_MILLIS = 2_000;

  private static final long STOP_MILLIS = 3_000;

  private final Vertx vertx;
  private final AppConfig.Live config;
  private final BoardFollower follower;
  private final Usher usher;
  private final Flusher flusher;
  private final Attendance attendance;
  private final WriteBufferWaterMark waterMark;
  private final LimitedLog ignored = new LimitedLog();
  private final Bus bus;
  private final Freshness freshness;
  private MessageConsumer<Position> comparisons;
  private Promise<Void> stopped;
  private long ticker = -1;

  /**
   * Must be made on the event loop of its verticle.
   *
   * @param checkInterval the longest time between two comparisons of this node with the store
   */
  public Hub(Vertx vertx, Bus bus, AppConfig.Live config, Duration checkInterval) {
    this.vertx = vertx;
    this.bus = bus;
    this.config = config;
    this.freshness = new Freshness(checkInterval, now());
    this.follower = new BoardFollower(vertx, bus, this);
    this.usher = new Usher(follower);
    this.flusher = new Flusher(
        vertx, () -> follower.board().seq(), config.flushInterval(), config.sliceWatchers());
    this.attendance = new Attendance(config);
    this.waterMark =
        new WriteBufferWaterMark(config.maxBufferedBytes() / 2, config.maxBufferedBytes());
  }

  /** Makes a hub for rehearsals: it shows this board, follows nothing, and is not to be started. */
  public static Hub showing(Vertx vertx, AppConfig.Live config, Commit board) {
    Hub hub = new Hub(vertx, new Bus(vertx), config, Duration.ZERO);
    hub.follower.show(board);
    return hub;
  }

  /** Begins to follow; completes at once, the board comes when there is one. */
  public Future<Void> start() {
    follower.start();
    comparisons = bus.onCompared(position -> freshness.onCompared(now()));
    ticker = vertx.setPeriodic(TICK_MILLIS, tick -> check(now()));
    return Future.succeededFuture();
  }

  private void check(long now) {
    if (freshness.hasChanged(now)) {
      attendance.pingSoon(now);
    }
    attendance.check(now);
  }

  /** Closes every watcher with 1001 and completes when all are gone, or have had time enough. */
  public Future<Void> stop() {
    stopped = Promise.promise();
    for (Watcher watcher : attendance.all()) {
      watcher.close(
          CloseReason.shuttingDown(ThreadLocalRandom.current().nextLong(LONGEST_RETRY_MILLIS)));
    }
    long timer = vertx.setTimer(STOP_MILLIS, late -> {
      for (Watcher watcher : attendance.all()) {
        watcher.drop();
      }
      stopped.tryComplete();
    });
    completeWhenEmpty();
    return stopped
        .future()
        .onComplete(done -> {
          vertx.cancelTimer(timer);
          vertx.cancelTimer(ticker);
        })
        .compose(done -> follower.stop())
        .compose(done -> comparisons == null ? Future.succeededFuture() : comparisons.unregister());
  }

  private void completeWhenEmpty() {
    if (stopped != null && attendance.size() == 0) {
      stopped.tryComplete();
    }
  }

  /** Whether there is a board to read. */
  public boolean ready() {
    return follower.isReady();
  }

  /** The board; empty before {@link #ready}. */
  public Board board() {
    return follower.board();
  }

  /** For how many milliseconds this node has not been able to compare itself with the store; 0 while it is. */
  public long staleMillis() {
    return freshness.staleMillis(now());
  }

  /** Whether no further watcher is taken. */
  public boolean full() {
    return attendance.size() >= config.maxWatchers() || stopped != null;
  }

  /**
   * Who is connected.
   *
   * @param connected    how many
   * @param stalled      how many of them do not take what they are sent
   * @param waitingBytes what waits for them in our memory
   */
  public record Census(int connected, int stalled, long waitingBytes) {}

  /** Counts who is connected now. */
  public Census census() {
    int stalled = 0;
    long waitingBytes = 0;
    for (Watcher watcher : attendance.all()) {
      stalled += watcher.isWritable() ? 0 : 1;
      waitingBytes += watcher.waitingBytes();
    }
    return new Census(attendance.size(), stalled, waitingBytes);
  }

  /** Completes when the board has reached {@code seq}, or after a second: for answers that read what was just written. */
  public Future<Void> reached(long seq) {
    return follower.reached(seq);
  }

  /**
   * Makes a WebSocket a watcher. {@link WebSocketTakeover} tells what becomes of its frames and of its end.
   *
   * @param socket of a handshake that {@link WebSocketTakeover#prepare} came before; not to be touched again
   */
  public void watchBySocket(ServerWebSocket socket, Interest interest) {
    WebSocketTakeover takeover = WebSocketTakeover.of(socket);
    SocketWatcher watcher = takeover.begin(this, config.maxCommandBytes());
    limitUnsent(watcher.channel());
    admit(watcher, interest);
    takeover.finish();
  }

  /**
   * Makes the response to a request a watcher of events.
   *
   * @param request whose response has its headers set and nothing written
   */
  public void watchByEvents(HttpServerRequest request, Interest interest) {
    Channel channel = VertxConnections.channel(request.connection());
    limitUnsent(channel);
    admit(new EventStreamWatcher(this, request.response(), channel), interest);
  }

  /** Limits what waits for a peer that does not read, in the kernel and here. */
  private void limitUnsent(Channel channel) {
    UnsentLimit.set(channel, config.maxBufferedBytes());
    channel.config().setWriteBufferWaterMark(waterMark);
  }

  private void admit(Watcher watcher, Interest interest) {
    boolean full = full();
    attendance.add(watcher, now());
    if (full) {
      watcher.close(CloseReason.FULL);
    } else {
      usher.turnTo(watcher, interest);
    }
  }

  /** From now on a watcher watches this and nothing else. */
  void turnTo(Watcher watcher, Interest interest) {
    usher.turnTo(watcher, interest);
  }

  /** Takes a watcher out of its feed; it stays connected. */
  void leave(Watcher watcher) {
    usher.leave(watcher);
  }

  /** A watcher's connection has ended. */
  void gone(Watcher watcher) {
    usher.leave(watcher);
    if (attendance.remove(watcher)) {
      completeWhenEmpty();
    }
  }

  /** A watcher's socket takes more again. */
  void drained(Watcher watcher) {
    usher.drained(watcher);
  }

  /** A client sent what is no command. */
  void onBadCommand(SocketWatcher watcher, String text, String why) {
    watcher.showError("bad-command", why);
    logIgnored(text);
  }

  private void logIgnored(String text) {
    ignored.write(
        now(),
        withheld -> log.info(
            "ignored a message that is no command: {} ({} more like it)",
            Quoted.of(text),
            withheld));
  }

  /** What a watcher has seen, which grows on quiet feeds too. */
  long positionOf(Watcher watcher) {
    return usher.positionOf(watcher);
  }

  /** A clock in milliseconds that only goes forward and is never 0. */
  long now() {
    return System.nanoTime() / 1_000_000 + 1_000_000_000_000L;
  }

  @Override
  public void onBoard(Board board) {
    freshness.onCompared(now());
    flusher.reset();
    for (Watcher watcher : attendance.all()) {
      usher.turnToNewBoard(watcher);
    }
  }

  @Override
  public void onChange(Feed feed) {
    flusher.changed(feed);
  }

  @Override
  public void onApplied() {
    flusher.flush();
  }
}

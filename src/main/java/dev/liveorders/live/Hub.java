package dev.liveorders.live;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.model.Position;
import dev.liveorders.model.Quoted;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.uring.IoUringChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
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

  /** The same option of each transport that has it; the others pass it by. */
  private static final List<ChannelOption<Long>> UNSENT_LIMITS =
      List.of(EpollChannelOption.TCP_NOTSENT_LOWAT, IoUringChannelOption.TCP_NOTSENT_LOWAT);

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
  private final NodeWatchers node;
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
    this.node = NodeWatchers.of(vertx);
    this.waterMark =
        new WriteBufferWaterMark(config.maxBufferedBytes() / 2, config.maxBufferedBytes());
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
        .compose(done -> Future.join(follower.stop(), comparisons.unregister()))
        .mapEmpty();
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
    return node.connected() >= config.maxWatchers() || stopped != null;
  }

  /** A watcher was turned away, as the node is {@link #full}. */
  public void onRefused() {
    node.onRefused();
  }

  /** Counts the watchers that this node has turned away since its start. */
  public long refused() {
    return node.refused();
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
   * Makes the connection of a request a watcher's.
   *
   * @param request an upgrade that has been checked, of which nothing is answered; not to be touched again
   */
  public void watchBySocket(HttpServerRequest request, Interest interest) {
    Handshake handshake = new Handshake(request, config.maxCommandBytes());
    SocketWatcher watcher = handshake.answer(this, config.maxCommandBytes());
    limitUnsent(watcher.channel());
    admit(watcher, interest);
    handshake.readFrames();
  }

  /**
   * Makes the response to a request a watcher of events.
   *
   * @param request whose response has its headers set and nothing written
   */
  public void watchByEvents(HttpServerRequest request, Interest interest) {
    Channel channel = ((ConnectionBase) request.connection()).channel();
    limitUnsent(channel);
    admit(new EventStreamWatcher(this, request.response(), channel), interest);
  }

  /**
   * The kernel takes megabytes for a peer that does not read, by the socket's buffer, and would show it all that is old
   * first. Where it can be told, it takes no more than this beyond what is on its way (tcp(7), TCP_NOTSENT_LOWAT).
   */
  private void limitUnsent(Channel channel) {
    for (ChannelOption<Long> option : UNSENT_LIMITS) {
      channel.config().setOption(option, (long) config.maxBufferedBytes());
    }
    channel.config().setWriteBufferWaterMark(waterMark);
  }

  private void admit(Watcher watcher, Interest interest) {
    boolean full = full();
    attendance.add(watcher, now());
    node.onJoined();
    if (full) {
      node.onRefused();
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
      node.onLeft();
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

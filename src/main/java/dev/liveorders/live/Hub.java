package dev.liveorders.live;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Position;
import dev.liveorders.model.Quoted;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The board of one HttpVerticle and everybody who watches it. Confined to the event loop of its verticle. */
public final class Hub implements BoardFollower.Listener {
  private static final Logger log = LoggerFactory.getLogger(Hub.class);
  private static final long TICK_MILLIS = 1_000;

  /** After a shutdown clients come back within this time, each at its own moment. */
  private static final long LONGEST_RETRY_MILLIS = 2_000;

  private static final long STOP_MILLIS = 3_000;

  private final Vertx vertx;
  private final AppConfig.Live config;
  private final BoardFollower follower;
  private final Flusher flusher;
  private final Attendance attendance;
  private final WriteBufferWaterMark waterMark;
  private final LimitedLog ignored = new LimitedLog();
  private Promise<Void> stopped;
  private long ticker = -1;

  /** Must be made on the event loop of its verticle. */
  public Hub(Vertx vertx, Bus bus, AppConfig.Live config) {
    this.vertx = vertx;
    this.config = config;
    this.follower = new BoardFollower(vertx, bus, this);
    this.flusher = new Flusher(
        vertx, () -> follower.board().seq(), config.flushInterval(), config.sliceWatchers());
    this.attendance = new Attendance(config);
    this.waterMark =
        new WriteBufferWaterMark(config.maxBufferedBytes() / 2, config.maxBufferedBytes());
  }

  /** Begins to follow; completes at once, the board comes when there is one. */
  public Future<Void> start() {
    follower.start();
    ticker = vertx.setPeriodic(TICK_MILLIS, tick -> attendance.check(now()));
    return Future.succeededFuture();
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
        .compose(done -> follower.stop());
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

  /** Whether no further watcher is taken. */
  public boolean full() {
    return attendance.size() >= config.maxWatchers() || stopped != null;
  }

  /** How many are connected. */
  public int watchers() {
    return attendance.size();
  }

  /** Completes when the board has reached {@code seq}, or after a second: for answers that read what was just written. */
  public Future<Void> reached(long seq) {
    return follower.reached(seq);
  }

  /**
   * Makes an upgraded socket a watcher. Vert.x has done the handshake; its handler is taken out of the pipeline, so the
   * caller must not touch {@code socket} again.
   *
   * @param category what to watch; nothing when it is empty, until the client switches
   */
  public void watch(ServerWebSocket socket, Optional<CategoryName> category) {
    ChannelHandlerContext vertxHandler = ((WebSocketInternal) socket).channelHandlerContext();
    ChannelPipeline pipeline = vertxHandler.pipeline();
    SocketWatcher watcher = new SocketWatcher(this, pipeline.context("wsencoder"));
    pipeline.replace(
        vertxHandler.handler(), "watcher", new SocketHandler(watcher, config.maxCommandBytes()));
    if (pipeline.get("idle") != null) {
      pipeline.remove("idle");
    }
    vertxHandler.channel().config().setWriteBufferWaterMark(waterMark);
    admit(watcher, category, Optional.empty());
  }

  /**
   * Makes a response a watcher of events.
   *
   * @param response    with its headers set and nothing written
   * @param category    what to watch; nothing when it is empty
   * @param lastEventId what the client has seen
   */
  public void watch(
      HttpServerResponse response,
      Optional<CategoryName> category,
      Optional<Position> lastEventId) {
    admit(new EventStreamWatcher(this, response), category, lastEventId);
  }

  private void admit(Watcher watcher, Optional<CategoryName> category, Optional<Position> seen) {
    boolean full = full();
    attendance.add(watcher, now());
    watcher.wanted = category.orElse(null);
    watcher.seen = seen.orElse(null);
    if (full) {
      watcher.close(CloseReason.FULL);
    } else if (ready()) {
      join(watcher);
    }
  }

  /** In one turn of the loop: into the feed it wants, and shown what is new to it. Nothing can be missed in between. */
  private void join(Watcher watcher) {
    leave(watcher);
    if (watcher.closingSince > 0 || watcher.wanted == null) {
      return;
    }
    Board board = follower.board();
    Feed feed = board.feedToWatch(watcher.wanted);
    if (feed.watchers().size() == 0) {
      feed.flush().skipTo(board.seq());
    }
    feed.watchers().add(watcher);
    watcher.feed = feed;
    watcher.position = Watcher.SHOWN_NOTHING;
    Position seen = watcher.seen;
    watcher.seen = null;
    if (!watcher.isWritable()) {
      return;
    }
    if (seen != null && seen.epoch().equals(board.epoch()) && seen.seq() <= board.seq()) {
      watcher.write(watcher.dialect().resume(feed, seen.seq()));
    } else {
      watcher.write(feed.snapshot(watcher.dialect()).retainedDuplicate());
    }
    watcher.position = board.seq();
  }

  /** Takes a watcher out of its feed; it stays connected. */
  void leave(Watcher watcher) {
    if (watcher.feed != null) {
      watcher.feed.watchers().remove(watcher);
      follower.board().forgetUnwatched(watcher.feed);
      watcher.feed = null;
    }
  }

  /** A watcher's connection has ended. */
  void gone(Watcher watcher) {
    leave(watcher);
    if (attendance.remove(watcher)) {
      completeWhenEmpty();
    }
  }

  /** A watcher's socket takes more again: it is brought up to date, if flushes have passed it by. */
  void drained(Watcher watcher) {
    watcher.stalledSince = 0;
    if (watcher.feed != null && watcher.position < watcher.feed.flush().to()) {
      watcher.feed.flush().catchUp(watcher);
    }
  }

  /** What a client sent: a switch of category, or something to be ignored. */
  void onCommand(SocketWatcher watcher, String text) {
    Command.parse(text)
        .ifPresentOrElse(command -> onSwitch(watcher, command.category()), () -> logIgnored(text));
  }

  private void onSwitch(SocketWatcher watcher, Optional<CategoryName> category) {
    watcher.wanted = category.orElse(null);
    if (ready()) {
      join(watcher);
    }
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
    boolean upToDate = watcher.feed != null && watcher.position >= watcher.feed.lastSeq();
    return upToDate ? Math.max(watcher.position, follower.board().seq()) : watcher.position;
  }

  /** A clock in milliseconds that only goes forward and is never 0. */
  long now() {
    return System.nanoTime() / 1_000_000 + 1_000_000_000_000L;
  }

  @Override
  public void onBoard(Board board) {
    flusher.reset();
    for (Watcher watcher : attendance.all()) {
      watcher.feed = null;
      join(watcher);
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

package dev.liveorders.live;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
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
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The board of one HttpVerticle and everybody who watches it. Confined to the event loop of its verticle. */
public final class Hub implements BoardFollower.Listener {
  private static final Logger log = LoggerFactory.getLogger(Hub.class);
  private static final long TICK_MILLIS = 1_000;

  /** The WebSocket subprotocol that a client asks for to get {@link Dialect#V1}. */
  public static final String SUBPROTOCOL = "live-orders.v1";

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
   */
  public void watch(ServerWebSocket socket, Interest interest) {
    ChannelHandlerContext vertxHandler = ((WebSocketInternal) socket).channelHandlerContext();
    ChannelPipeline pipeline = vertxHandler.pipeline();
    Dialect dialect = SUBPROTOCOL.equals(socket.subProtocol()) ? Dialect.V1 : Dialect.PLAIN;
    SocketWatcher watcher = new SocketWatcher(this, pipeline.context("wsencoder"), dialect);
    pipeline.replace(
        vertxHandler.handler(), "watcher", new SocketHandler(watcher, config.maxCommandBytes()));
    if (pipeline.get("idle") != null) {
      pipeline.remove("idle");
    }
    vertxHandler.channel().config().setWriteBufferWaterMark(waterMark);
    admit(watcher, interest);
  }

  /**
   * Makes a response a watcher of events.
   *
   * @param response with its headers set and nothing written
   */
  public void watch(HttpServerResponse response, Interest interest) {
    admit(new EventStreamWatcher(this, response), interest);
  }

  private void admit(Watcher watcher, Interest interest) {
    boolean full = full();
    attendance.add(watcher, now());
    if (full) {
      watcher.close(CloseReason.FULL);
    } else {
      turnTo(watcher, interest);
    }
  }

  /** From now on a watcher watches this and nothing else. */
  void turnTo(Watcher watcher, Interest interest) {
    leave(watcher);
    watcher.wanted = interest.key().orElse(null);
    watcher.seen = interest.seen().orElse(null);
    if (watcher.wanted == null) {
      watcher.showNothing(interest.name(), follower.board().position());
    } else if (ready()) {
      join(watcher);
    }
  }

  private void join(Watcher watcher) {
    Position seen = watcher.seen;
    Board board = follower.board();
    if (watcher.closingSince > 0 || watcher.wanted == null) {
      return;
    }
    if (seen == null || !seen.epoch().equals(board.epoch())) {
      joinAt(watcher, Watcher.SHOWN_NOTHING);
    } else if (seen.seq() <= board.seq()) {
      joinAt(watcher, seen.seq());
    } else {
      askStore(watcher, seen);
    }
  }

  /** The client has seen more than this board has: the board lags, or the store was rolled back. The store knows. */
  private void askStore(Watcher watcher, Position seen) {
    follower.askNow().onComplete(answer -> {
      if (watcher.seen != seen || watcher.closingSince > 0 || watcher.place < 0) {
        return; // it wants something else by now
      }
      boolean rolledBack = answer.succeeded() && follower.board().seq() < seen.seq();
      joinAt(watcher, rolledBack ? Watcher.SHOWN_NOTHING : seen.seq());
    });
  }

  /** In one turn of the loop: into the feed it wants, and shown what is new to it. Nothing can be missed in between. */
  private void joinAt(Watcher watcher, long position) {
    Board board = follower.board();
    Feed feed = board.feedToWatch(watcher.wanted);
    if (feed.watchers().size() == 0) {
      feed.flush().skipTo(board.seq());
    }
    feed.watchers().add(watcher);
    watcher.feed = feed;
    watcher.wanted = feed.key();
    watcher.seen = null;
    watcher.position = Watcher.SHOWN_NOTHING;
    if (!watcher.isWritable()) {
      return; // and then everything, once it drains
    }
    watcher.position = Math.max(position, board.seq());
    if (position == Watcher.SHOWN_NOTHING) {
      watcher.dialect().showAll(watcher, feed, watcher.position);
    } else {
      watcher.write(watcher.dialect().resume(feed, watcher.gen(), position, watcher.position));
    }
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

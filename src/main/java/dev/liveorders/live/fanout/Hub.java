package dev.liveorders.live.fanout;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.Windows;
import dev.liveorders.limits.NodeBudget;
import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.BoardFollower;
import dev.liveorders.live.board.Feed;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.OfferedWindows;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.function.Function;

/** The board of one HttpVerticle and all its watchers. Confined to the event loop that it is made on. */
public final class Hub {
  private final EventLoop loop;
  private final AppConfig.Live config;
  private final OfferedWindows windows;
  private final BoardFollower follower;
  private final WatcherSet watchers = new WatcherSet(WatcherSet.Kind.HUB);
  private final Subscriptions subscriptions;
  private final FlushScheduler flushes;
  private final HeartbeatMonitor heartbeats;
  private final StalledWatchers stalled;
  private final DetailsNews details;
  private final HubUpdates updates;
  private final UnsentBytes unsent;
  private final CommandLog commandLog = new CommandLog();
  private final Bus bus;
  private final Staleness staleness;
  private final WatcherCount count;
  private final HubChecks checks;
  private final HubShutdown shutdown;
  private MessageConsumer<?> comparisons;
  private Function<String, ReadRights> tokens = token -> ReadRights.OPEN;

  /**
   * Makes the hub of the event loop that this is called on.
   *
   * @param windows       that watchers may ask for
   * @param checkInterval the longest time between two comparisons of this node with the store
   * @param memory        of the node, for bytes that wait for watchers
   * @param meters        of this event loop
   */
  public Hub(
      Vertx vertx,
      Bus bus,
      AppConfig.Live config,
      Windows windows,
      Duration checkInterval,
      NodeBudget memory,
      FanoutMeters meters) {
    this.loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    assert loop.inEventLoop();
    this.bus = bus;
    this.config = config;
    this.windows = new OfferedWindows(windows.windows());
    this.count = new WatcherCount(vertx, meters);
    this.staleness = new Staleness(checkInterval, now());
    this.follower = new BoardFollower(vertx, bus);
    this.subscriptions = new Subscriptions(vertx, follower, watchers, meters);
    this.flushes = new FlushScheduler(
        vertx, follower::seq, config.flushInterval(), config.sliceWatchers(), meters);
    this.heartbeats = new HeartbeatMonitor(
        watchers, config, watcher -> subscriptions.heartbeat(watcher, staleMillis()), meters);
    this.stalled = new StalledWatchers(memory);
    this.details = new DetailsNews(vertx, watchers, config.sliceWatchers());
    this.updates = new HubUpdates(vertx, staleness, subscriptions, flushes, details);
    this.checks = new HubChecks(vertx, staleness, heartbeats, stalled, updates);
    this.shutdown = new HubShutdown(vertx, watchers);
    this.unsent = new UnsentBytes(config.maxBufferedBytes());
  }

  /** Begins to follow; completes with the first board, or without one when there is no store to ask. */
  public Future<Void> start() {
    assert loop.inEventLoop();
    comparisons = bus.onCompared(position -> staleness.onCompared(now()));
    checks.start();
    return follower.start(updates);
  }

  /** Closes every watcher in its turn, which shows it changes until then; completes when all are disconnected. */
  public Future<Void> stop(Drain drain) {
    assert loop.inEventLoop();
    return shutdown
        .begin(drain)
        .onComplete(done -> {
          checks.stop();
          flushes.reset();
          details.discard();
          subscriptions.stop();
          stalled.close();
        })
        .compose(done -> follower.stop())
        .compose(done -> comparisons == null ? Future.succeededFuture() : comparisons.unregister());
  }

  /** Tells whether there is a board to read. */
  public boolean isReady() {
    assert loop.inEventLoop();
    return follower.isReady();
  }

  /** Returns the board; empty before {@link #isReady}. */
  public Board board() {
    assert loop.inEventLoop();
    return follower.board();
  }

  /** Returns the answer to {@code GET /orders/:category}, encoded once until the next change. */
  public Buffer json(Feed feed) {
    assert loop.inEventLoop();
    return updates.json(feed);
  }

  /** Measures for how many milliseconds this node has not been able to compare itself with the store; 0 while it is. */
  public long staleMillis() {
    assert loop.inEventLoop();
    return staleness.staleMillis(now());
  }

  /** Tells whether no further watcher is taken. */
  public boolean isFull() {
    assert loop.inEventLoop();
    return count.connected() >= config.maxWatchers() || shutdown.hasBegun();
  }

  /** Counts the watchers of now, and those that its node has rejected. */
  public HubStats stats() {
    assert loop.inEventLoop();
    return HubStats.of(watchers, count.rejected());
  }

  /** Completes with true when the board has reached {@code seq}, and with false when it has not in time. */
  public Future<Boolean> reached(long seq, Duration timeout) {
    assert loop.inEventLoop();
    return follower.reached(seq, timeout);
  }

  /** Limits the bytes that wait for a peer that does not read, in the kernel and here. */
  public void limitUnsent(Channel channel) {
    unsent.limit(channel);
  }

  /** Returns the configuration. */
  public AppConfig.Live config() {
    return config;
  }

  /** Returns the windows that may be asked for. */
  public OfferedWindows windows() {
    return windows;
  }

  /** Lets watchers renew their rights. The reader throws an IllegalArgumentException, which says why, for a token without. */
  public void readTokensBy(Function<String, ReadRights> reader) {
    tokens = reader;
  }

  /** Takes a watcher in and subscribes it; one too many is disconnected. */
  public void admit(Watcher watcher, Admission admission) {
    assert loop.inEventLoop();
    boolean full = isFull();
    watchers.add(watcher);
    count.onJoined(watcher);
    heartbeats.start(watcher, now());
    if (shutdown.hasBegun()) {
      shutdown.turnAway(watcher);
    } else if (full) {
      count.onSocketRejected(config.maxWatchers());
      watcher.close(DisconnectReason.NODE_FULL);
    } else {
      subscriptions.admit(watcher, admission);
      details.onAdmitted(watcher, admission.subscription(), follower.board());
    }
  }

  /** Subscribes a watcher to this and nothing else. */
  public void subscribe(Watcher watcher, Subscription subscription) {
    assert loop.inEventLoop();
    subscriptions.subscribe(watcher, subscription);
  }

  /** Gives a watcher the rights of a token in place of its own; throws an IllegalArgumentException for one without. */
  public void renew(Watcher watcher, String token) {
    assert loop.inEventLoop();
    subscriptions.renew(watcher, tokens.apply(token));
  }

  /** Takes a watcher out of its feed, if it is in one; it stays connected. */
  public void unsubscribe(Watcher watcher) {
    assert loop.inEventLoop();
    subscriptions.unsubscribe(watcher);
  }

  /** Forgets a watcher whose connection has ended; may be told more than once. */
  public void disconnected(Watcher watcher) {
    assert loop.inEventLoop();
    subscriptions.forget(watcher);
    stalled.remove(watcher);
    if (watchers.contains(watcher)) {
      watchers.remove(watcher);
      count.onLeft(watcher);
      shutdown.onLeft();
    }
  }

  /** Returns the count, for a watcher that is being closed, and one that is rejected as the node {@link #isFull}. */
  public WatcherCount count() {
    assert loop.inEventLoop();
    return count;
  }

  /** Returns the watchers whose sockets are full. */
  public StalledWatchers stalled() {
    assert loop.inEventLoop();
    return stalled;
  }

  /** Brings a watcher up to date whose socket takes more again, if flushes have passed it by. */
  public void drained(Watcher watcher) {
    assert loop.inEventLoop();
    stalled.remove(watcher);
    subscriptions.drained(watcher, now());
    flushes.catchUp(watcher);
  }

  /** Returns the log of what comes from watchers. */
  public CommandLog commandLog() {
    return commandLog;
  }

  /** Returns a time in milliseconds that only goes forward and is never 0. */
  public static long now() {
    return System.nanoTime() / 1_000_000 + 1_000_000_000_000L;
  }
}

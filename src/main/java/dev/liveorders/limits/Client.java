package dev.liveorders.limits;

import dev.liveorders.config.AppConfig;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The use that the clients of one address make of a node, on all its event loops. May be used on any thread. */
public final class Client {
  /** Seconds of each rate that a client may have at once. */
  private static final int BURST_SECONDS = 10;

  private final AppConfig.Limits limits;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger watchedIds = new AtomicInteger();
  private final RateLimit newConnections;
  private final RateLimit orders;
  private final RateLimit bytes;

  /**
   * @param maxBatch orders that one request may have, which must fit
   */
  Client(AppConfig.Limits limits, int maxBatch) {
    this.limits = limits;
    this.newConnections = rate(
        LimitName.NEW_CONNECTIONS,
        limits.newConnectionsPerSecondOfAddress(),
        limits.connectionsOfAddress());
    this.orders = rate(LimitName.ORDERS, limits.ordersPerSecondOfAddress(), maxBatch);
    this.bytes = rate(LimitName.BYTES, limits.readBytesPerSecondOfAddress(), 0);
  }

  static RateLimit rate(LimitName name, int perSecond, int atLeastAtOnce) {
    return new RateLimit(
        name, perSecond, Math.max((long) BURST_SECONDS * perSecond, atLeastAtOnce));
  }

  /** Counts a connection, also one beyond the limit, until {@link #disconnected}. */
  public Optional<LimitReached> connected() {
    int open = connections.incrementAndGet();
    return open > limits.connectionsOfAddress()
        ? Optional.of(LimitReached.atATime(LimitName.CONNECTIONS, limits.connectionsOfAddress()))
        : newConnections.take(1);
  }

  /** Notes that a connection has ended that was counted. */
  public void disconnected() {
    connections.decrementAndGet();
  }

  /** Takes orders. */
  public Optional<LimitReached> order(int count) {
    return orders.take(count);
  }

  /** Takes bytes of totals or lists that it is about to be sent. */
  public Optional<LimitReached> read(long size) {
    return bytes.take(size);
  }

  /** Takes ids that one of its watchers names, or gives them back when negative; takes none beyond the limit. */
  public Optional<LimitReached> watch(int ids) {
    if (watchedIds.addAndGet(ids) > limits.watchedIdsOfAddress() && ids > 0) {
      watchedIds.addAndGet(-ids);
      return Optional.of(LimitReached.atATime(LimitName.WATCHED_IDS, limits.watchedIdsOfAddress()));
    }
    return Optional.empty();
  }

  /** Tells whether it has nothing, and may have as much as one that was never here. */
  boolean isForgettable() {
    return connections.get() == 0
        && watchedIds.get() == 0
        && newConnections.isFull()
        && orders.isFull()
        && bytes.isFull();
  }
}

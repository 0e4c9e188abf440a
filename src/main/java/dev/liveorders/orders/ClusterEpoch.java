package dev.liveorders.orders;

import dev.liveorders.bus.EpochBus;
import dev.liveorders.model.Epoch;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The epoch of the cluster's store, which every node tells the others: a node with another store cannot take part.
 * Without a cluster any epoch is accepted. Confined to the event loop of its verticle.
 */
final class ClusterEpoch {
  private static final Logger log = LoggerFactory.getLogger(ClusterEpoch.class);

  /** A node that runs has so long to notice that the store they share was given a new epoch. */
  private static final Duration AGREE_TIMEOUT = Duration.ofSeconds(3);

  /** A node that hangs does not answer, and others do. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration RETRY_DELAY = Duration.ofMillis(200);

  private final Vertx vertx;
  private final EpochBus bus;
  private List<MessageConsumer<Object>> consumers = List.of();
  private Epoch mine;

  /** Since when, and when last, another epoch was heard of; in nanoseconds of the clock. */
  private Optional<Long> otherSince = Optional.empty();

  private long otherLast;
  private boolean met;

  ClusterEpoch(Vertx vertx) {
    this.vertx = vertx;
    this.bus = new EpochBus(vertx);
  }

  /**
   * Completes when no other node has another store than this one.
   *
   * @param store for messages
   * @return fails with a {@link StoreException} when one has
   */
  Future<Void> agree(Epoch epoch, String store) {
    mine = epoch;
    return vertx.isClustered()
        ? agree(store, System.nanoTime() + AGREE_TIMEOUT.toNanos())
        : Future.succeededFuture();
  }

  private Future<Void> agree(String store, long deadline) {
    boolean last = System.nanoTime() - deadline > 0;
    return bus.ask(ANSWER_TIMEOUT).transform(asked -> {
      Optional<Epoch> other = asked.succeeded() ? asked.result() : Optional.empty();
      if (asked.succeeded() && other.stream().allMatch(mine::equals) || asked.failed() && last) {
        return serve();
      }
      if (last) {
        return Future.failedFuture(new StoreException(
            "the store " + store + " has epoch " + mine
                + ", and the cluster's store has epoch " + other.orElseThrow()
                + ": they are not the same; give every node the same store.url, or this one another"
                + " cluster.name",
            null));
      }
      return vertx.timer(RETRY_DELAY.toMillis()).compose(again -> agree(store, deadline));
    });
  }

  private Future<Void> serve() {
    return bus.serve(() -> mine, this::onHeard)
        .onSuccess(serving -> consumers = serving)
        .mapEmpty();
  }

  /** Tells the others the epoch that the store has now. */
  void keep(Epoch now) {
    if (!vertx.isClustered()) {
      return;
    }
    mine = now;
    if (otherSince.isPresent() && elapsed(otherLast).compareTo(AGREE_TIMEOUT) > 0) {
      otherSince = Optional.empty();
      met = false;
    }
    bus.publish(now);
  }

  /** Nodes notice a new epoch one after the other, so it is another store only when it stays different. */
  private void onHeard(Epoch epoch) {
    if (epoch.equals(mine)) {
      return;
    }
    otherLast = System.nanoTime();
    if (otherSince.isEmpty()) {
      otherSince = Optional.of(otherLast);
    }
    if (!met && elapsed(otherSince.get()).compareTo(AGREE_TIMEOUT) > 0) {
      met = true;
      log.error(
          "the cluster's store has epoch {}, and this node's has {}: two clusters with two stores have met; give all nodes the"
              + " same store.url and restart",
          epoch,
          mine);
    }
  }

  private static Duration elapsed(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** Answers nobody any more. */
  Future<?> stop() {
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList());
  }
}

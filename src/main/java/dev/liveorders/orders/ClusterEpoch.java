package dev.liveorders.orders;

import dev.liveorders.model.Epoch;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The epoch of the cluster's store: one entry that all nodes share. The first node writes it, and a node with another
 * store cannot take part. Without a cluster any epoch is accepted. Confined to the event loop of its verticle.
 */
final class ClusterEpoch {
  private static final Logger log = LoggerFactory.getLogger(ClusterEpoch.class);
  private static final String MAP = "live-orders";
  private static final String KEY = "epoch";

  /** A node that runs has so long to tell that the store they share was given a new epoch. */
  private static final Duration AGREE_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration RETRY_DELAY = Duration.ofMillis(200);

  private final Vertx vertx;
  private Epoch mine;
  private boolean asking;
  private boolean foreign;

  ClusterEpoch(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Completes when the cluster has no other store than this one.
   *
   * @param store for messages
   * @return fails with a {@link StoreException} when it has
   */
  Future<Void> agree(Epoch epoch, String store) {
    mine = epoch;
    return vertx.isClustered()
        ? agree(store, System.nanoTime() + AGREE_TIMEOUT.toNanos())
        : Future.succeededFuture();
  }

  private Future<Void> agree(String store, long deadline) {
    return map().compose(map -> map.putIfAbsent(KEY, mine.value())).compose(other -> {
      if (other == null || other.equals(mine.value())) {
        return Future.succeededFuture();
      }
      if (System.nanoTime() - deadline > 0) {
        return Future.failedFuture(new StoreException(
            "the store " + store + " has epoch " + mine + ", and the cluster's store has epoch "
                + other
                + ": they are not the same; give every node the same store.url, or this one another"
                + " cluster.name",
            null));
      }
      return vertx.timer(RETRY_DELAY.toMillis()).compose(again -> agree(store, deadline));
    });
  }

  private Future<AsyncMap<String, String>> map() {
    return vertx.sharedData().getClusterWideMap(MAP);
  }

  /**
   * Keeps the entry present and equal to the epoch of the store, whichever node left. It asks one question at a time,
   * as a failing cluster answers late.
   */
  void keep(Epoch now) {
    if (!vertx.isClustered() || asking) {
      return;
    }
    asking = true;
    map()
        .compose(map -> now.equals(mine)
            ? map.putIfAbsent(KEY, now.value())
            : map.replaceIfPresent(KEY, mine.value(), now.value())
                .compose(replaced -> map.putIfAbsent(KEY, now.value())))
        .onSuccess(found -> onFound(found, now))
        .onComplete(done -> asking = false);
  }

  private void onFound(String found, Epoch now) {
    mine = now;
    boolean other = found != null && !found.equals(now.value());
    if (other && !foreign) {
      log.error(
          "the cluster's store has epoch {}, and this node's has {}: two clusters with two stores have met; give all nodes the"
              + " same store.url and restart",
          found,
          now);
    }
    foreign = other;
  }
}

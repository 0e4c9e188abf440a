package dev.liveorders.app.cluster;

import io.vertx.core.Completable;
import io.vertx.core.shareddata.AsyncMap;
import io.vertx.core.shareddata.Counter;
import io.vertx.core.shareddata.Lock;
import io.vertx.core.spi.cluster.ClusterManager;
import java.util.Map;

/**
 * A cluster manager for the event bus alone. Whatever nodes would have to agree on, such as a map, a lock or a
 * counter of all, is for the store.
 */
abstract class WithoutSharedData implements ClusterManager {
  @Override
  public <K, V> void getAsyncMap(String name, Completable<AsyncMap<K, V>> promise) {
    promise.fail(notShared("map " + name));
  }

  @Override
  public <K, V> Map<K, V> getSyncMap(String name) {
    throw notShared("map " + name);
  }

  @Override
  public void getLockWithTimeout(String name, long timeout, Completable<Lock> promise) {
    promise.fail(notShared("lock " + name));
  }

  @Override
  public void getCounter(String name, Completable<Counter> promise) {
    promise.fail(notShared("counter " + name));
  }

  private static UnsupportedOperationException notShared(String what) {
    return new UnsupportedOperationException(
        what
            + " cannot be shared by the nodes of this cluster: they agree on nothing but what is in the store");
  }
}

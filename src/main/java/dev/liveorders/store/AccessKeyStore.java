package dev.liveorders.store;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.Set;

/**
 * The keys of a store, which all its nodes know. Calls fail as those of {@link OrderStore}, of which this is a part.
 */
public interface AccessKeyStore {
  /** Reads the version of the keys: cheap, to be asked often. */
  Future<Long> keysVersion();

  /** Reads all keys, from one snapshot. */
  Future<AccessKeys> keys();

  /** Adds a key. Rejected when its name is taken, or there are {@link AccessKeys#MAX}. */
  Future<Void> addKey(AccessKey key);

  /**
   * Removes a key. Rejected when there is none of that name or id.
   *
   * @return the key as it was
   */
  Future<AccessKey> removeKey(String nameOrId);

  /** Notes that keys were used on a day; the version stays. */
  Future<Void> keysUsed(Set<String> ids, LocalDate day);
}

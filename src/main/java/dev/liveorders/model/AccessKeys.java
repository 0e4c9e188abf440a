package dev.liveorders.model;

import java.util.List;
import java.util.Optional;

/**
 * All keys of a store.
 *
 * @param version grows with every key that is added or removed; 0 for a store that never had one
 * @param keys    in the order in which they were made
 */
public record AccessKeys(long version, List<AccessKey> keys) {
  /** Keys that a store may have, so that every event loop can know all. */
  public static final int MAX = 1_000;

  /** Of a store that never had a key. */
  public static final AccessKeys NONE = new AccessKeys(0, List.of());

  public AccessKeys {
    keys = List.copyOf(keys);
  }

  /** Finds a key by its name, or else by its id. */
  public Optional<AccessKey> find(String nameOrId) {
    return keys.stream().filter(key -> key.name().equals(nameOrId)).findAny().or(() -> keys.stream()
        .filter(key -> key.id().equals(nameOrId))
        .findAny());
  }
}

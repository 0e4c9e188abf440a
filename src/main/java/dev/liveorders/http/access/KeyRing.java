package dev.liveorders.http.access;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.SecretHash;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that this node knows, as the owner of the store tells them over the bus; at most {@link AccessKeys#MAX}.
 * Confined to the event loop of its verticle.
 */
public final class KeyRing {
  private final Bus bus;
  private final TrialRule trial;
  private final Map<String, Caller> callers = new HashMap<>();

  /** Takes as long to compare with as the hash of a key that is known. */
  private final SecretHash nobody = KeyText.random().hash();

  private final Set<String> usedToday = new HashSet<>();
  private LocalDate today = LocalDate.EPOCH;
  private boolean open;

  private KeyRing(Bus bus, TrialRule trial) {
    this.bus = bus;
    this.trial = trial;
  }

  /** Makes one that follows the keys of this node, and knows them once this completes. */
  public static Future<KeyRing> follow(Bus bus, AppConfig config) {
    KeyRing ring = new KeyRing(bus, TrialRule.of(config));
    bus.onKeys(ring::replace);
    return bus.keys().map(keys -> {
      ring.replace(keys.orElse(AccessKeys.NONE));
      return ring;
    });
  }

  private void replace(AccessKeys keys) {
    callers.clear();
    keys.keys().forEach(key -> callers.put(key.id(), Caller.of(key)));
    open = trial.isOpen(keys);
  }

  /** Tells whether who shows no key may do everything, at least on the machine of the server. */
  boolean isOpen() {
    return open;
  }

  /** Tells whether that is so wherever he is, as others guard the server. */
  boolean isOpenToAll() {
    return open && trial.guarded();
  }

  /**
   * Finds whose key this is, expired or not; empty when the key is wrong. Takes no shorter for an id that is not
   * known.
   */
  Optional<Caller> find(KeyText text) {
    Caller caller = callers.get(text.id());
    SecretHash expected = caller == null ? nobody : caller.key().orElseThrow().hash();
    return text.hash().equals(expected) ? Optional.ofNullable(caller) : Optional.empty();
  }

  /** Tells whether a key is still there, expired or not. */
  boolean has(AccessKey key) {
    return callers.containsKey(key.id());
  }

  /** Notes that a valid key was used; says so once a day. */
  void onUsed(AccessKey key) {
    LocalDate day = LocalDate.now(ZoneOffset.UTC);
    if (!day.equals(today)) {
      today = day;
      usedToday.clear();
    }
    if (usedToday.add(key.id())) {
      bus.publishKeyUsed(key.id());
    }
  }
}

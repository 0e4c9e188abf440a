package dev.liveorders.app;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The holders of the keys of a store, and what the scopes of these allow. A key that has expired allows nothing. */
final class KeyHolders {
  private final AccessKeys keys;
  private final List<AccessKey> valid;

  KeyHolders(AccessKeys keys, Instant now) {
    this.keys = keys;
    this.valid = keys.keys().stream().filter(key -> !key.isExpired(now)).toList();
  }

  /** Tells whether nobody has a scope. */
  boolean lack(Scope scope) {
    return of(scope).isEmpty();
  }

  /** Returns a name that no key has, also none that has expired: this one, or else with a number behind. */
  String freeName(String name) {
    return Stream.concat(
            Stream.of(name),
            IntStream.rangeClosed(2, AccessKeys.MAX + 1).mapToObj(number -> name + "-" + number))
        .filter(free -> keys.find(free).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /** Says who may place orders, and who may change the catalogue. */
  String describe() {
    List<AccessKey> orders = of(Scope.ORDERS);
    List<AccessKey> catalogue = of(Scope.CATALOGUE);
    return orders.equals(catalogue)
        ? who(orders) + " may place orders " + (orders.isEmpty() ? "or" : "and")
            + " change products"
        : who(orders) + " may place orders, and " + who(catalogue) + " may change products";
  }

  private List<AccessKey> of(Scope scope) {
    return valid.stream().filter(key -> key.allows(scope)).toList();
  }

  private String who(List<AccessKey> keys) {
    return switch (keys.size()) {
      case 0 -> "nobody";
      case 1 -> "who has the key" + (valid.size() == 1 ? "" : " " + keys.get(0).label());
      default -> "who has one of " + keys.size() + " keys";
    };
  }
}

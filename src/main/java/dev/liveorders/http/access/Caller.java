package dev.liveorders.http.access;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.Scope;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The sender of a request, and what it may do.
 *
 * @param label  for the audit trail and for messages: {@code the key web-shop (7kq2m9x0ab)}
 * @param scopes what he may beside looking
 * @param key    by which he proved it; empty for whom nothing had to be proved
 */
public record Caller(String label, Set<Scope> scopes, Optional<AccessKey> key) {
  /** The name under which a request's context has the id of the key that it was let through by. */
  public static final String KEY_ID = "live-orders.key";

  /** Somebody without a key, where keys are needed. */
  static final Caller ANYBODY = new Caller("anybody", Set.of(), Optional.empty());

  /** Somebody on another machine, whom a proxy lets reach a server that is open to its own. */
  static final Caller FROM_ELSEWHERE =
      new Caller("anybody, by a proxy", Set.of(), Optional.empty());

  /** Everybody, where no keys are needed. */
  static final Caller OPEN =
      new Caller("anybody, as no keys are needed", EnumSet.allOf(Scope.class), Optional.empty());

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  static Caller of(AccessKey key) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if (key.allows(scope)) {
        scopes.add(scope);
      }
    }
    return new Caller("the key " + key.label(), scopes, Optional.of(key));
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}

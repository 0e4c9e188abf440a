package dev.liveorders.http.access;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.AccessKeys;

/**
 * The rule by which a server needs no keys: while none was ever made it is open to its own machine, and it is open to
 * everybody where {@code access.open} says that others guard it.
 *
 * @param onLoopback whether only this machine can reach the server
 * @param guarded    whether {@code access.open} is true
 */
public record TrialRule(boolean onLoopback, boolean guarded) {
  public static TrialRule of(AppConfig config) {
    return new TrialRule(config.http().onLoopback(), config.access().open());
  }

  /**
   * Tells whether everybody may do everything. To remove the last key closes a server, and does not open it, unless
   * it is guarded.
   */
  public boolean isOpen(AccessKeys keys) {
    return keys.keys().isEmpty() && (guarded || onLoopback && keys.version() == 0);
  }

  /** Tells whether a server may start: where others can reach it there are keys, or it is guarded. */
  public boolean allowsStart(AccessKeys keys) {
    return onLoopback || guarded || !keys.keys().isEmpty();
  }
}

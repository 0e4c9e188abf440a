package dev.liveorders.live.fanout;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The rights of watchers, and the end of those that end: at their time, or within a second after they were taken
 * back. Where reading is open there are none here, and a watcher costs nothing. There is one timer, for the watcher
 * whose rights end first. Confined to the event loop of its {@link Hub}.
 */
final class WatcherRights {
  /** The clock may be set while a timer runs, and rights be taken back, so both are looked at again. */
  private static final long MAX_DELAY_MILLIS = 1_000;

  /** Watchers that are disconnected before others get the event loop. */
  private static final int SLICE = 256;

  private static final long NONE = -1;

  private record Lease(Watcher watcher, ReadRights rights, long number)
      implements Comparable<Lease> {
    @Override
    public int compareTo(Lease other) {
      int byEnd = Long.compare(rights.expiresAt(), other.rights.expiresAt());
      return byEnd == 0 ? Long.compare(number, other.number) : byEnd;
    }
  }

  private final Vertx vertx;
  private final Map<Watcher, Lease> leases = new HashMap<>();
  private final NavigableSet<Lease> ending = new TreeSet<>();

  /** Those that can be taken back. */
  private final NavigableSet<Lease> revocable = new TreeSet<>();

  private long granted;
  private long timer = NONE;
  private long timerAt;

  WatcherRights(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Grants a watcher these rights in place of those it had. */
  void grant(Watcher watcher, ReadRights rights) {
    forget(watcher);
    if (rights == ReadRights.OPEN) {
      return;
    }
    Lease lease = new Lease(watcher, rights, granted++);
    leases.put(watcher, lease);
    if (rights.expires()) {
      ending.add(lease);
    }
    if (rights.canBeTakenBack()) {
      revocable.add(lease);
    }
    setTimer();
  }

  /** Returns the rights of a watcher. */
  ReadRights of(Watcher watcher) {
    Lease lease = leases.get(watcher);
    return lease == null ? ReadRights.OPEN : lease.rights();
  }

  /** Forgets a watcher that is disconnected. */
  void forget(Watcher watcher) {
    Lease lease = leases.remove(watcher);
    if (lease != null) {
      ending.remove(lease);
      revocable.remove(lease);
    }
  }

  private void setTimer() {
    if (ending.isEmpty() && revocable.isEmpty()) {
      return;
    }
    long now = System.currentTimeMillis();
    long end = ending.isEmpty() ? Long.MAX_VALUE : ending.first().rights().expiresAt();
    long at = Math.min(end, now + MAX_DELAY_MILLIS);
    if (timer != NONE && timerAt <= at) {
      return;
    }
    stop();
    timerAt = at;
    timer = vertx.setTimer(Math.max(1, at - now), fired -> {
      timer = NONE;
      disconnectExpired();
      disconnectRevoked();
      setTimer();
    });
  }

  private void disconnectExpired() {
    long now = System.currentTimeMillis();
    for (int left = SLICE; left > 0 && !ending.isEmpty(); left--) {
      Lease first = ending.first();
      if (first.rights().expiresAt() > now) {
        break;
      }
      ending.remove(first);
      revocable.remove(first);
      first.watcher().close(DisconnectReason.TOKEN_EXPIRED);
    }
  }

  /** Keys are few, and who watches by one is a server of the shop's: there is no need for slices. */
  private void disconnectRevoked() {
    List<Lease> revoked =
        revocable.stream().filter(lease -> !lease.rights().isInForce()).toList();
    for (Lease lease : revoked) {
      ending.remove(lease);
      revocable.remove(lease);
      lease.watcher().close(DisconnectReason.KEY_REMOVED);
    }
  }

  /** Cancels the timer. */
  void stop() {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
  }
}

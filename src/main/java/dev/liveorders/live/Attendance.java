package dev.liveorders.live;

import dev.liveorders.config.AppConfig;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Everybody connected to a hub. Once a second it pings who was not pinged for a while, and drops who does not answer, does
 * not read, or does not finish closing. Confined to the event loop of its hub.
 */
final class Attendance {
  /** How long the other side may take to finish the closing handshake. */
  private static final long CLOSING_MILLIS = 5_000;

  private static final long SOON_MILLIS = 2_000;

  private final long pingMillis;
  private final long pongMillis;
  private final long stalledMillis;
  private Watcher[] array = new Watcher[16];
  private int size;

  Attendance(AppConfig.Live config) {
    this.pingMillis = config.pingInterval().toMillis();
    this.pongMillis = config.pongTimeout().toMillis();
    this.stalledMillis = config.stalledTimeout().toMillis();
  }

  int size() {
    return size;
  }

  void add(Watcher watcher, long now) {
    if (size == array.length) {
      array = Arrays.copyOf(array, size + (size >> 1));
    }
    watcher.place = size;
    array[size++] = watcher;
    watcher.heardAt = now;
    // those who came together need not be pinged together
    watcher.pingedAt = now - ThreadLocalRandom.current().nextLong(pingMillis);
  }

  /** Whether {@code watcher} was here. */
  boolean remove(Watcher watcher) {
    if (watcher.place < 0) {
      return false;
    }
    Watcher last = array[--size];
    array[size] = null;
    if (last != watcher) {
      array[watcher.place] = last;
      last.place = watcher.place;
    }
    watcher.place = -1;
    return true;
  }

  /** Has everybody pinged within the next seconds, not all at once: there is something to tell. */
  void pingSoon(long now) {
    for (int i = 0; i < size; i++) {
      long dueSoon = now - pingMillis + ThreadLocalRandom.current().nextLong(SOON_MILLIS);
      array[i].pingedAt = Math.min(array[i].pingedAt, dueSoon);
    }
  }

  /** Walks from the last to the first, as dropping one moves the last into its place. */
  void check(long now) {
    for (int i = size - 1; i >= 0; i = Math.min(i, size) - 1) {
      check(array[i], now);
    }
  }

  private void check(Watcher watcher, long now) {
    if (watcher.closingSince > 0) {
      if (now - watcher.closingSince > CLOSING_MILLIS) {
        watcher.drop();
      }
    } else if (watcher.answersPings() && now - watcher.heardAt > pongMillis) {
      watcher.drop();
    } else if (isStalled(watcher, now)) {
      watcher.close(CloseReason.STALLED);
    } else if (now - watcher.pingedAt >= pingMillis) {
      watcher.pingedAt = now;
      watcher.ping();
    }
  }

  private boolean isStalled(Watcher watcher, long now) {
    if (watcher.isWritable()) {
      watcher.stalledSince = 0;
    } else if (watcher.stalledSince == 0) {
      watcher.stalledSince = now;
    }
    return watcher.stalledSince > 0 && now - watcher.stalledSince >= stalledMillis;
  }

  /** A copy: closing somebody changes the list. */
  Watcher[] all() {
    return Arrays.copyOf(array, size);
  }
}

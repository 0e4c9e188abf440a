package dev.liveorders.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How long each of many clients waits before it connects again, by the rules of the client module: as the server
 * said, and otherwise a random time below a bound that doubles with each attempt. Who was told a time, and then found
 * no server, has twice that time for its bound. Not thread safe.
 */
final class ReturnWaits {
  private static final long FIRST_BOUND_MILLIS = 500;
  private static final long MAX_BOUND_MILLIS = 30_000;

  private final long[] bounds;
  private final RandomGenerator random;

  ReturnWaits(int clients, RandomGenerator random) {
    this.bounds = new long[clients];
    this.random = random;
    Arrays.fill(bounds, FIRST_BOUND_MILLIS);
  }

  /** Returns how many milliseconds a client waits that the server told {@code millis}. */
  long told(int client, long millis) {
    bounds[client] = Math.max(1, 2 * millis);
    return millis;
  }

  /** Returns how many milliseconds a client waits that was told nothing, as its connection ended or none was made. */
  long untold(int client) {
    long wait = random.nextLong(bounds[client]);
    bounds[client] = Math.min(MAX_BOUND_MILLIS, 2 * bounds[client]);
    return wait;
  }

  /** Notes that a client is back. */
  void onBack(int client) {
    bounds[client] = FIRST_BOUND_MILLIS;
  }
}

package dev.liveorders.http;

import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.HubStats;
import dev.liveorders.model.Position;
import java.util.Optional;

/**
 * The state of one hub, or of all hubs of a node together.
 *
 * @param ready        whether there is a board on every event loop
 * @param full         whether an event loop takes no further watcher
 * @param position     of the board that is furthest behind
 * @param staleMillis  for how long the node has not been able to compare itself with the store; 0 while it is
 * @param connected    watchers
 * @param stalled      watchers that do not take what they are sent
 * @param waitingBytes bytes that wait for them in our memory
 * @param rejected     watchers that the node has rejected
 */
record HubReport(
    boolean ready,
    boolean full,
    Optional<Position> position,
    long staleMillis,
    int connected,
    int stalled,
    long waitingBytes,
    long rejected) {
  /** Of an event loop that does not answer. */
  static final HubReport NO_ANSWER = new HubReport(false, false, Optional.empty(), 0, 0, 0, 0, 0);

  /** Asks a hub, on its event loop. */
  static HubReport of(Hub hub) {
    HubStats stats = hub.stats();
    return new HubReport(
        hub.isReady(),
        hub.isFull(),
        hub.isReady() ? Optional.of(hub.board().position()) : Optional.empty(),
        hub.staleMillis(),
        stats.connected(),
        stats.stalled(),
        stats.waitingBytes(),
        stats.rejected());
  }

  /** Both together. */
  HubReport and(HubReport other) {
    return new HubReport(
        ready && other.ready,
        full || other.full,
        earlier(position, other.position),
        Math.max(staleMillis, other.staleMillis),
        connected + other.connected,
        stalled + other.stalled,
        waitingBytes + other.waitingBytes,
        Math.max(rejected, other.rejected));
  }

  private static Optional<Position> earlier(Optional<Position> one, Optional<Position> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().seq() <= other.get().seq() ? one : other;
  }
}

package dev.liveorders.live.fanout;

/**
 * The number of watchers of a hub, and how they are.
 *
 * @param connected    how many there are
 * @param stalled      how many of them do not take what they are sent
 * @param waitingBytes bytes that wait for them in our memory
 * @param rejected     watchers that the hub's node has rejected since its start
 */
public record HubStats(int connected, int stalled, long waitingBytes, long rejected) {
  /** Counts these watchers. */
  static HubStats of(WatcherSet watchers, long rejected) {
    int stalled = 0;
    long waitingBytes = 0;
    for (int i = 0; i < watchers.size(); i++) {
      Watcher watcher = watchers.get(i);
      stalled += watcher.isWritable() ? 0 : 1;
      waitingBytes += watcher.waitingBytes();
    }
    return new HubStats(watchers.size(), stalled, waitingBytes, rejected);
  }
}

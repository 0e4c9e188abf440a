package dev.liveorders.live.fanout;

/**
 * The number of watchers of a hub, and how they are.
 *
 * @param connected    how many there are
 * @param stalled      how many of them do not take what they are sent
 * @param waitingBytes bytes that wait for them in our memory
 */
public record HubStats(int connected, int stalled, long waitingBytes) {}

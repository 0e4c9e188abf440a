package dev.liveorders.live.fanout;

/**
 * The wish of a client that comes to watch, and its rights.
 *
 * @param subscription the products it wants to watch, which may be more than it may
 */
public record Admission(Subscription subscription, ReadRights rights) {}

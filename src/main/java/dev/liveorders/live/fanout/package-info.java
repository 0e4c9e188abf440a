/**
 * The watchers and what they are sent. Transports bring a {@link dev.liveorders.live.fanout.Watcher} with its
 * {@link dev.liveorders.live.fanout.Subscription} to the {@link dev.liveorders.live.fanout.Hub}; snapshots, flushes and
 * heartbeats go out through it. Nothing here knows a transport. All of it belongs to the event loop of the hub.
 */
package dev.liveorders.live.fanout;

/**
 * The hot path: one board for each event loop, its feeds, and the watchers that follow them by position. Nothing here is
 * thread safe; everything belongs to the event loop of its {@link dev.liveorders.live.Hub}.
 */
package dev.liveorders.live;

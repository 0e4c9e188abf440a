/**
 * The reading side: live totals, from the bus to every watcher. This package is the map of five, and has no class.
 *
 * <pre>
 * bus       commits, in order
 *  ↓
 * board     the totals by category, at one position
 *  ↓
 * wire      the bytes of each format, made of a feed of the board
 *  ↓
 * fanout    the hub: who watches which feed, when it is flushed, and who is still there
 *  ↓
 * websocket, sse     the connections: frames and events out, commands in
 * </pre>
 *
 * <p>Arrows of import go up only. Each event loop has a {@link dev.liveorders.live.fanout.Hub hub} and a
 * {@link dev.liveorders.live.board.Board board} of its own, to which all the rest belongs. Nothing here is thread safe
 * but what a node has once, {@code NodeWatchers} and {@code NodeDrain}; the classes through which others enter assert
 * their event loop.
 */
package dev.liveorders.live;

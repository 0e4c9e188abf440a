/**
 * The totals of all products at one position. Commits come in from the bus by {@link
 * dev.liveorders.live.board.BoardFollower}; the names of changed feeds go out to its listener. A {@link
 * dev.liveorders.live.board.Board} and all that it hands out belong to the event loop it is made for. Nothing here
 * knows watchers or bytes on the wire.
 */
package dev.liveorders.live.board;

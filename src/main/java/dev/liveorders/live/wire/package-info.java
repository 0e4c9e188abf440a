/**
 * The bytes of each format. A feed of the board comes in; whole WebSocket frames, events or JSON go out, and are
 * written by others. The formats keep no state. What is kept encoded belongs to the event loop of the board.
 */
package dev.liveorders.live.wire;

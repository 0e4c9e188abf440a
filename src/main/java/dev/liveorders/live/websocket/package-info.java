/**
 * Watchers by WebSocket. {@link dev.liveorders.live.websocket.WebSocketTakeover} takes a connection over from Vert.x;
 * then frames and commands come in, and whole frames go out. All of it belongs to the event loop of the hub, which is
 * that of the connection.
 */
package dev.liveorders.live.websocket;

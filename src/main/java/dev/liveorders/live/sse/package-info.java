/**
 * Watchers by Server-Sent Events. A request comes in, and events go out in a response that never ends. All of it
 * belongs to the event loop of the hub, which is that of the connection.
 */
package dev.liveorders.live.sse;

/**
 * The server: one {@link dev.liveorders.http.HttpVerticle} for each event loop, its routes and their handlers. Knows no
 * store: it asks for what it writes over the bus, and reads from the board of its own loop.
 */
package dev.liveorders.http;

/**
 * Who is asking, and what he may. The keys of the store come over the bus; each request is checked by them on its own event
 * loop.
 */
package dev.liveorders.http.access;

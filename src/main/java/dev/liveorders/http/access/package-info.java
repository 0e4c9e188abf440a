/**
 * Callers, and what they may do. A request comes in with what it shows, a token for example, and leaves with the
 * rights of who sent it, or is rejected with 401 or 403. The keys of the store come over the bus. Belongs to the
 * event loop of the verticle.
 */
package dev.liveorders.http.access;

/**
 * One class for each resource: orders, batches, products, categories, and watching. Handlers read from the board of
 * their event loop and ask the node's OrdersVerticle over the bus for what they write.
 */
package dev.liveorders.http.handler;

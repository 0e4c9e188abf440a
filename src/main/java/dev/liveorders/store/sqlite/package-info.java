/**
 * The store in one SQLite file. Calls run one after the other on a thread of the store's own, never on an event loop.
 */
package dev.liveorders.store.sqlite;

/** The store in PostgreSQL, over one connection. Confined to one event loop; each commit is one call of a function. */
package dev.liveorders.store.postgres;

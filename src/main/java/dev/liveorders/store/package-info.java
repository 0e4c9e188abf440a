/** The durable log of totals: one port, {@link dev.liveorders.store.OrderStore}, and its adapters. */
package dev.liveorders.store;

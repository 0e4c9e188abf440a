/** The meters of a node: one table of names, what records them without locks, and the text that Prometheus reads. */
package dev.liveorders.metrics;

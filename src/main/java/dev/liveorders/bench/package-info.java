/**
 * The load generator behind {@code bench}: it speaks to a server over the wire only. Everything that is connected
 * lives on one event loop, so that one core of the machine is enough for it.
 */
package dev.liveorders.bench;

/**
 * A node that rehearses before it serves ({@link dev.liveorders.app.rehearsal.Rehearsal}): a scratch node of its own,
 * and clients of its own that order, watch, come and read. Requests and totals of made-up orders flow through. The
 * clients belong to one event loop of the scratch node's Vert.x.
 */
package dev.liveorders.app.rehearsal;

/**
 * The limits of what the event loops of a node may use together, and of what one client may. Amounts and addresses
 * come in; room or a rejection goes out, and others say it to the client. Nothing here writes to a connection.
 */
package dev.liveorders.limits;

/**
 * Every use of what Vert.x and Netty keep to themselves, each with its reason and with what breaks if it goes: classes of
 * their implementation, transports, handlers by their names. A new version of either is tried here first. Stateless; knows nothing of the rest of this application.
 */
package dev.liveorders.netty;

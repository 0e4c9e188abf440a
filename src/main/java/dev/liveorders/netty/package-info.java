/**
 * Every use of what Vert.x and Netty do not promise to keep, each with its reason and with what breaks if it goes. A
 * new version of either is tried here first. Stateless; knows nothing of the rest of this application.
 */
package dev.liveorders.netty;

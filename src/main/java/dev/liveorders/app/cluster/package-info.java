/**
 * A node among others: who is there ({@link dev.liveorders.app.cluster.Mesh}), as a cluster manager of Vert.x ({@link
 * dev.liveorders.app.cluster.NodesClusterManager}), and the secret that keeps strangers out ({@link
 * dev.liveorders.app.cluster.NodeIdentity}). What nodes tell each other of themselves flows through; it belongs to
 * one event loop.
 */
package dev.liveorders.app.cluster;

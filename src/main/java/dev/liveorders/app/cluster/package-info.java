/** A node among others: joining the cluster, and the settings of Hazelcast. */
package dev.liveorders.app.cluster;

/** The rules for all connections and requests: Host, Origin, TLS, limits and time limits. */
package dev.liveorders.http.connection;

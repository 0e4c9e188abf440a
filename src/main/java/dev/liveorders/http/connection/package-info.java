/** What holds for connections and requests whatever they ask: Host, Origin, TLS, limits and time limits. */
package dev.liveorders.http.connection;

/**
 * The identity of a TLS server, a private key and its certificates, read from files. Files come in, checked keys go
 * out; nothing is kept. Blocks; knows nothing of the rest of this application.
 */
package dev.liveorders.tls;

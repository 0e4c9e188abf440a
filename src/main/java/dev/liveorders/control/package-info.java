/**
 * The socket file beside a store, by which commands reach the server that has the store open. Only its owner may
 * connect. A connection carries one request and one answer, each a line of JSON of at most a mebibyte.
 */
package dev.liveorders.control;

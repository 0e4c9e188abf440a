/**
 * The messages between the verticles. Each message has one file, with its record or the model's, its address, and its
 * JSON both ways. Inside a node messages are immutable records, passed by reference. Scripts may send a {@code
 * JsonObject} wherever a record is expected, and receive one as the answer. Any event loop may use the {@link
 * dev.liveorders.bus.Bus}.
 */
package dev.liveorders.bus;

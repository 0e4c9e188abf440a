/**
 * How the verticles talk. Each message has one file, with its record or the model's, its address, and its JSON both ways.
 * Inside a node messages are immutable records, handed over as they are; scripts may send a {@code JsonObject} wherever a
 * record is expected, and are answered with one. Any event loop may use the {@link dev.liveorders.bus.Bus}.
 */
package dev.liveorders.bus;

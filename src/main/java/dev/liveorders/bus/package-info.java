/**
 * How the verticles talk: addresses, messages and their codecs. Inside a node messages are the records of {@code model},
 * handed over as they are; scripts may send a {@code JsonObject} wherever a record is expected, and are answered with one.
 */
package dev.liveorders.bus;

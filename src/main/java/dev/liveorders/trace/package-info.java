/**
 * Traces of requests: Vert.x makes the spans of HTTP and of the bus, and this room those of commits and flushes. They
 * are sent by OTLP where the configuration says where to; otherwise nothing of OpenTelemetry is loaded.
 */
package dev.liveorders.trace;

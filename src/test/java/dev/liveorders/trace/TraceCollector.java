package dev.liveorders.trace;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.liveorders.kit.Await;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces: takes OTLP over HTTP, and keeps it. */
final class TraceCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();

  private TraceCollector(HttpServer server) {
    this.server = server;
  }

  static TraceCollector start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TraceCollector collector = new TraceCollector(server);
    server.createContext("/v1/traces", collector::take);
    server.start();
    return collector;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  private void take(HttpExchange exchange) throws IOException {
    received.addAll(
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList());
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  List<ResourceSpans> received() {
    return received;
  }

  List<Span> spans() {
    return received.stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /** Waits for a span of a trace. */
  Span await(String trace, String name) {
    return Await.until(
            name + " in " + trace,
            () -> spans().stream()
                .filter(span ->
                    span.getName().equals(name) && hex(span.getTraceId()).equals(trace))
                .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Waits for the span that another is part of. */
  Span awaitParent(Span span) {
    return Await.until(
            "the parent of " + span.getName(),
            () -> spans().stream()
                .filter(parent -> parent.getSpanId().equals(span.getParentSpanId()))
                .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

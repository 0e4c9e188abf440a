package dev.liveorders.http;

import dev.liveorders.config.AddressText;
import dev.liveorders.config.AppConfig;
import dev.liveorders.http.access.Caller;
import dev.liveorders.http.response.RequestId;
import dev.liveorders.model.Quoted;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A log line for each request, once it is answered or its client has disconnected; of a stream at its end, of a
 * WebSocket at its beginning. Has neither the query, where secrets may be, nor any header. Made only where {@code
 * log.access} is true.
 */
final class AccessLog {
  private static final Logger log = LoggerFactory.getLogger("dev.liveorders.access");

  private AccessLog() {}

  static Optional<AccessLog> of(AppConfig.Log config) {
    return config.access() ? Optional.of(new AccessLog()) : Optional.empty();
  }

  /** Follows a request on its way through the router: the first handler of all paths. */
  void follow(RoutingContext context) {
    long begun = System.nanoTime();
    RequestId.of(context.request());
    context.addEndHandler(ended -> {
      if (ended.succeeded() || context.response().headWritten()) { // else it had no answer from us
        answered(context.request(), context.get(Caller.KEY_ID), System.nanoTime() - begun);
      }
    });
    context.next();
  }

  /** Notes a request that was answered before it came to the router. */
  void answered(HttpServerRequest request) {
    answered(request, null, 0);
  }

  private static void answered(HttpServerRequest request, String key, long nanos) {
    write(request, RequestId.of(request), request.response().getStatusCode(), key, nanos);
  }

  /**
   * Notes a request that becomes a WebSocket, whose handshake stays as it is.
   *
   * @param key the id of the key by which its reader was let in; null for none
   */
  void upgraded(HttpServerRequest request, String key) {
    write(request, RequestId.unnamed(request), 101, key, 0);
  }

  private static void write(
      HttpServerRequest request, String id, int status, String key, long nanos) {
    long bytes = request.response().bytesWritten();
    String path = Quoted.of(request.path());
    String peer = request.remoteAddress() == null
        ? ""
        : AddressText.of(request.remoteAddress().hostAddress());
    LoggingEventBuilder line = log.atInfo()
        .addKeyValue("http.request.method", request.method().name())
        .addKeyValue("url.path", path.substring(1, path.length() - 1))
        .addKeyValue("http.response.status_code", Integer.toString(status))
        .addKeyValue("http.response.bytes", Long.toString(bytes))
        .addKeyValue("event.duration", Long.toString(nanos))
        .addKeyValue("http.request.id", id)
        .addKeyValue("source.ip", peer);
    if (key != null) {
      line = line.addKeyValue("user.id", key);
    }
    Optional<String> trace = RequestId.trace(request);
    if (trace.isPresent()) {
      line = line.addKeyValue("trace.id", trace.get());
    }
    line.log(
        "{} {} {}, {} bytes, {} ms, key {}, request {}, from {}",
        request.method(),
        path,
        status,
        bytes,
        nanos / 1_000_000,
        key == null ? "none" : key,
        id,
        peer);
  }
}

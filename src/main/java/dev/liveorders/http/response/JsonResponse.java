package dev.liveorders.http.response;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Writes an answer with a JSON body. */
public final class JsonResponse {
  public static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
  public static final CharSequence NOSNIFF_HEADER =
      HttpHeaders.createOptimized("x-content-type-options");
  public static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");

  /** The position of what is answered: the commit that a write made, or the one that a read has seen. */
  public static final CharSequence SEQ_HEADER = HttpHeaders.createOptimized("live-orders-seq");

  /** Says {@code false} when reads of this node do not show yet what was written. */
  public static final CharSequence SHOWN_HEADER = HttpHeaders.createOptimized("live-orders-shown");

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  private JsonResponse() {}

  /**
   * Answers 200 to a read: caches must ask again.
   *
   * @param seq the position of the board that was read
   */
  public static void read(HttpServerRequest request, long seq, Buffer body) {
    request
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE)
        .putHeader(SEQ_HEADER, Long.toString(seq));
    send(request, 200, body);
  }

  /** Sends an answer, unless the client has gone; to HEAD without the body. The content type may be set before. */
  public static void send(HttpServerRequest request, int status, Buffer body) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    MultiMap headers = response.setStatusCode(status).headers();
    if (!headers.contains(HttpHeaders.CONTENT_TYPE)) {
      headers.set(HttpHeaders.CONTENT_TYPE, JSON);
    }
    headers.set(NOSNIFF_HEADER, NOSNIFF);
    if (request.method() == HttpMethod.HEAD) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
      response.end();
    } else {
      response.end(body);
    }
  }
}

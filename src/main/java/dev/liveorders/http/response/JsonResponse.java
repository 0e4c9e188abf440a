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
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  private JsonResponse() {}

  /** Answers 200 to a read: caches must ask again. */
  public static void read(HttpServerRequest request, Buffer body) {
    request.response().putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE);
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

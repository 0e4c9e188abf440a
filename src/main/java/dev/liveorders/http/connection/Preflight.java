package dev.liveorders.http.connection;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The answer to a preflight of an origin that is listed: its page may send what we read, and whatever else does no
 * harm.
 */
final class Preflight {
  private static final String USUAL =
      "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, If-None-Match";
  private static final List<String> USUAL_NAMES =
      List.of(USUAL.toLowerCase(Locale.ROOT).split(", "));
  private static final String MAX_AGE_SECONDS = "600";
  private static final int MAX_HEADERS = 32;
  private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,64}");

  /** Headers by which a proxy describes a client, or which make another request of one. */
  private static final Pattern HARMFUL = Pattern.compile(
      "forwarded|via|host|cookie.*|connection|upgrade|te|trailer|transfer-encoding|content-length|expect|x-forwarded-.*"
          + "|x-real-ip|x-http-method.*|x-method-override|x-original-.*|x-rewrite-.*|proxy-.*|sec-.*");

  private Preflight() {}

  /**
   * Answers it.
   *
   * @param methods that the page may use
   * @return true
   */
  static boolean answer(HttpServerRequest request, String methods) {
    List<String> further = furtherHeaders(request);
    MultiMap headers = request.response().headers();
    headers.remove(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);
    headers
        .set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods)
        .set(
            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
            further.isEmpty() ? USUAL : USUAL + ", " + String.join(", ", further))
        .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS)
        .add(HttpHeaders.VARY, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    request.response().setStatusCode(204).end();
    return true;
  }

  /** A header that is not among these makes the browser say so to the page's developer. */
  private static List<String> furtherHeaders(HttpServerRequest request) {
    return request.headers().getAll(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS).stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> NAME.matcher(name).matches() && !HARMFUL.matcher(name).matches())
        .filter(name -> !USUAL_NAMES.contains(name))
        .distinct()
        .limit(MAX_HEADERS)
        .toList();
  }
}

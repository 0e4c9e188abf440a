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
    read(request, seq, new EncodedJson(body));
  }

  /** The same with a body that others are answered with, too. */
  public static void read(HttpServerRequest request, long seq, EncodedJson body) {
    prepareRead(request, seq);
    send(request, 200, body);
  }

  /**
   * Answers a read of what has an entity tag: 304 to a client that has it.
   *
   * @param seq the position of the board that was read
   * @param tag of the body as it is, without its quotes; compressed it is another representation with a tag of its own
   */
  public static void read(HttpServerRequest request, long seq, String tag, EncodedJson body) {
    String full = entityTag(request, tag, body);
    MultiMap headers = request.response().headers();
    headers.set(HttpHeaders.ETAG, full);
    prepareRead(request, seq);
    if (EntityTags.match(request, full)) {
      vary(headers, body);
      request.response().setStatusCode(304).end();
    } else {
      send(request, 200, body);
    }
  }

  /** Tells whether {@link #read} does not send the body, as the client has it. */
  public static boolean isKnown(HttpServerRequest request, String tag, EncodedJson body) {
    return EntityTags.match(request, entityTag(request, tag, body));
  }

  private static String entityTag(HttpServerRequest request, String tag, EncodedJson body) {
    return '"' + tag + (isCompressed(request, body) ? "-gz" : "") + '"';
  }

  private static void prepareRead(HttpServerRequest request, long seq) {
    request
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE)
        .putHeader(SEQ_HEADER, Long.toString(seq));
  }

  /**
   * Sends an answer, unless the client has disconnected; to HEAD without the body. The content type may be set
   * before.
   */
  public static void send(HttpServerRequest request, int status, Buffer body) {
    send(request, status, new EncodedJson(body));
  }

  /** Sends a body that others are answered with, too. */
  public static void send(HttpServerRequest request, int status, EncodedJson body) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    MultiMap headers = response.setStatusCode(status).headers();
    if (!headers.contains(HttpHeaders.CONTENT_TYPE)) {
      headers.set(HttpHeaders.CONTENT_TYPE, JSON);
    }
    headers.set(NOSNIFF_HEADER, NOSNIFF);
    if (headers.contains(HttpHeaders.CONTENT_ENCODING)
        || !headers.get(HttpHeaders.CONTENT_TYPE).contains("json")) {
      end(request, body.plain()); // a file, which has made its choice before
      return;
    }
    vary(headers, body);
    if (isCompressed(request, body)) {
      headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
      end(request, body.compressed());
    } else {
      end(request, body.plain());
    }
  }

  private static boolean isCompressed(HttpServerRequest request, EncodedJson body) {
    return Gzip.pays(body.plain().length()) && Gzip.isAccepted(request);
  }

  /** Adds {@code Vary} to an answer that may be compressed, as it depends on {@code Accept-Encoding}. */
  private static void vary(MultiMap headers, EncodedJson body) {
    if (Gzip.pays(body.plain().length())
        && !headers.contains(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING, true)) {
      headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
  }

  private static void end(HttpServerRequest request, Buffer body) {
    HttpServerResponse response = request.response();
    if (request.method() == HttpMethod.HEAD) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
      response.end();
    } else {
      response.end(body);
    }
  }
}

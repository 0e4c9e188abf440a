package dev.liveorders.http.handler;

import dev.liveorders.http.response.EntityTags;
import dev.liveorders.http.response.JsonResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Answers with SVG that any page may show and keep for a minute. As a document of its own it can do nothing: no
 * script, no request, no frame. Its tag is made of what it shows, so that every node has the same.
 */
final class PictureAnswers {
  private static final String SVG = "image/svg+xml";
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
  private static final int TAG_BYTES = 12;

  private PictureAnswers() {}

  /** Sends a picture; 304 to a client that has it. */
  static void send(HttpServerRequest request, long seq, int status, String svg) {
    byte[] bytes = svg.getBytes(StandardCharsets.UTF_8);
    String tag = '"' + HexFormat.of().formatHex(digest(bytes), 0, TAG_BYTES) + '"';
    MultiMap headers = request.response().headers();
    headers
        .set(HttpHeaders.CACHE_CONTROL, "max-age=60")
        .set("Cross-Origin-Resource-Policy", "cross-origin")
        .set("Content-Security-Policy", POLICY)
        .set(JsonResponse.SEQ_HEADER, Long.toString(seq));
    if (status == 200) {
      headers.set(HttpHeaders.ETAG, tag);
    }
    if (status == 200 && EntityTags.match(request, tag)) {
      request.response().setStatusCode(304).end();
    } else {
      headers.set(HttpHeaders.CONTENT_TYPE, SVG);
      JsonResponse.send(request, status, Buffer.buffer(bytes));
    }
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java has it
    }
  }
}

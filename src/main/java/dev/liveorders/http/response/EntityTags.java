package dev.liveorders.http.response;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Conditional reads (RFC 9110 section 13.1.2). */
public final class EntityTags {
  private EntityTags() {}

  /**
   * Tells whether the client has the representation that {@code tag} names.
   *
   * @param tag with its quotes
   */
  public static boolean match(HttpServerRequest request, String tag) {
    String header = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    if (header == null) {
      return false;
    }
    for (String candidate : header.split(",")) {
      String known = candidate.strip();
      if (known.equals("*")
          || known.equals(tag)
          || known.startsWith("W/") && known.substring(2).equals(tag)) {
        return true;
      }
    }
    return false;
  }
}

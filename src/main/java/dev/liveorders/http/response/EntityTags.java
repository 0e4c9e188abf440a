package dev.liveorders.http.response;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Conditional reads (RFC 9110 section 13.1.2). */
public final class EntityTags {
  /**
   * The suffix that Apache puts behind the tag of a body that it compresses; it does not take that away from a
   * question.
   */
  private static final String OF_PROXY = "-gzip\"";

  private EntityTags() {}

  /**
   * Tells whether the client has the representation that {@code tag} names.
   *
   * @param tag with its quotes
   */
  public static boolean match(HttpServerRequest request, String tag) {
    for (String header : request.headers().getAll(HttpHeaders.IF_NONE_MATCH)) {
      for (String candidate : header.split(",")) {
        if (isOf(candidate.strip(), tag)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Compares weakly, and through what a proxy that compresses by itself makes of a tag. */
  private static boolean isOf(String known, String tag) {
    String strong = known.startsWith("W/") ? known.substring(2) : known;
    return known.equals("*")
        || strong.equals(tag)
        || strong.endsWith(OF_PROXY)
            && tag.equals(strong.substring(0, strong.length() - OF_PROXY.length()) + '"');
  }
}

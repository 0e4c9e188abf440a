package dev.liveorders.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A name as one segment of a path (RFC 3986 section 3.3), which is also safe in a shell and in a query. */
public final class PathSegment {
  private PathSegment() {}

  /**
   * Returns the name with all but letters, digits, {@code -}, {@code .} and {@code _} percent-encoded, as bytes of
   * UTF-8.
   */
  public static String of(Object name) {
    return URLEncoder.encode(name.toString(), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A");
  }
}

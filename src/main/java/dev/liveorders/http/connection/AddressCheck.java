package dev.liveorders.http.connection;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.model.Quoted;
import io.vertx.core.http.HttpServerRequest;

/**
 * Rejects addresses that could be read in two ways: bytes beyond ASCII, which RFC 3986 wants percent-encoded, and
 * percent signs without two hex digits, at which Vert.x ends the name. Either would order or show another product
 * than the client means.
 */
public final class AddressCheck {
  private AddressCheck() {}

  /** Throws a problem unless the address of a request is as RFC 3986 wants it. */
  public static void check(HttpServerRequest request) {
    String uri = request.uri();
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) >= 0x80) {
        throw bad("the address has bytes that must be percent-encoded; send "
            + Quoted.of(percentEncoded(uri)));
      }
    }
    String path = request.path() == null ? "" : request.path(); // none in OPTIONS *
    for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
      if (!isHexDigit(path, i + 1) || !isHexDigit(path, i + 2)) {
        throw bad(
            "the path " + Quoted.of(path) + " has a percent sign without two hex digits at index "
                + i + "; a percent sign itself is %25");
      }
    }
  }

  private static boolean isHexDigit(String path, int index) {
    return index < path.length() && Character.digit(path.charAt(index), 16) >= 0;
  }

  /** The decoder makes a character of each byte. */
  private static String percentEncoded(String address) {
    StringBuilder encoded = new StringBuilder(address.length() + 16);
    for (char c : address.toCharArray()) {
      encoded.append(c < 0x80 ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return encoded.toString();
  }

  private static RuntimeException bad(String why) {
    return new Problem(ProblemType.BAD_REQUEST, why).toException();
  }
}

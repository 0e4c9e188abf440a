package dev.liveorders.http.access;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token or key that a request shows: in the header {@code Authorization} (RFC 6750), or, from a browser's
 * WebSocket, among the subprotocols. Never in the address, which is kept in histories and logs.
 */
public final class ShownToken {
  private static final CharSequence PROTOCOL =
      HttpHeaders.createOptimized("sec-websocket-protocol");
  private static final String PREFIX = "bearer.";

  /** The syntax of RFC 6750 section 2.1. */
  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9._~+/-]+=*) *", Pattern.CASE_INSENSITIVE);

  /**
   * A parameter with the name of a token, or the first two parts of a JSON Web Token, maybe with more before them.
   * Reads each part from its beginning once: so it takes time in proportion to the length of a query.
   */
  private static final Pattern IN_QUERY = Pattern.compile(
      "(^|&)(access_token|token|bearer|jwt|authorization)="
          + "|(?<![\\w-])(?=[\\w-]*?eyJ[\\w-])[\\w-]++\\.eyJ[\\w-]*+\\.",
      Pattern.CASE_INSENSITIVE);

  private ShownToken() {}

  /**
   * Returns what a request shows; empty when nothing.
   *
   * @throws ProblemException when it shows several, or something else
   */
  static Optional<String> of(HttpServerRequest request) {
    List<String> shown = new ArrayList<>();
    for (String header : request.headers().getAll(HttpHeaders.AUTHORIZATION)) {
      Matcher bearer = BEARER.matcher(header);
      if (!bearer.matches()) {
        throw ReaderProblems.tokenInvalid("the header Authorization is not Bearer <token>");
      }
      shown.add(bearer.group(1));
    }
    for (String protocol : protocols(request.headers())) {
      if (protocol.startsWith(PREFIX)) {
        shown.add(protocol.substring(PREFIX.length()));
      }
    }
    if (shown.size() > 1) {
      throw new Problem(ProblemType.BAD_REQUEST, "the request has more than one token; send one")
          .toException();
    }
    return shown.stream().findFirst();
  }

  /**
   * Rejects a request with a token in its address.
   *
   * @throws ProblemException which does not show it
   */
  public static void checkAddress(HttpServerRequest request) {
    String query = request.query();
    if (query != null && isShownIn(query)) {
      throw new Problem(
              ProblemType.TOKEN_IN_URL,
              "a token must not stand in an address, where others can read it; take this one out of use, and send"
                  + " Authorization: Bearer <token>, or the WebSocket subprotocol bearer.<token>")
          .toException();
    }
  }

  /** Tells whether a query has a token in it. */
  static boolean isShownIn(String query) {
    return IN_QUERY.matcher(query).find();
  }

  /**
   * Takes tokens out of the subprotocols of a request and makes one header of several, as Vert.x reads the first
   * only.
   */
  public static void hide(HttpServerRequest request) {
    MultiMap headers = request.headers();
    if (headers.contains(PROTOCOL)) {
      List<String> others = protocols(headers).stream()
          .filter(protocol -> !protocol.startsWith(PREFIX))
          .toList();
      if (others.isEmpty()) {
        headers.remove(PROTOCOL);
      } else {
        headers.set(PROTOCOL, String.join(",", others));
      }
    }
  }

  private static List<String> protocols(MultiMap headers) {
    return headers.getAll(PROTOCOL).stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(String::strip)
        .toList();
  }
}

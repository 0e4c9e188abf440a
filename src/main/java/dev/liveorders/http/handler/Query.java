package dev.liveorders.http.handler;

import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemResponder;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.Quoted;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/** The parameters in the query of a request. Requests that read none may have a query of any kind. */
final class Query {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private Query() {}

  /**
   * Reads them.
   *
   * @throws ProblemException when they are not percent-encoded as RFC 3986 wants it
   */
  static MultiMap of(HttpServerRequest request) {
    try {
      return request.params(true); // ids may have a semicolon, which separates nothing (RFC 3986)
    } catch (IllegalArgumentException malformed) {
      throw ProblemResponder.malformedQuery(request).toException();
    }
  }

  /**
   * Reads a parameter that is an integer from {@code min} to {@code max}.
   *
   * @throws InvalidFieldsException when it is anything else
   */
  static int integer(HttpServerRequest request, String name, int absent, int min, int max) {
    String text = of(request).get(name);
    if (text == null) {
      return absent;
    }
    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (number < min || number > max) {
      throw new InvalidFieldsException(
          name, Quoted.of(text) + " is not an integer from " + min + " to " + max);
    }
    return number;
  }
}

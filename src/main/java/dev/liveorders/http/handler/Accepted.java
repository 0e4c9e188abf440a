package dev.liveorders.http.handler;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Accept} header of a request (RFC 9110 section 12.5.1), as far as there is a choice: events or JSON. */
final class Accepted {
  static final String EVENTS = "text/event-stream";

  private static final List<String> JSON = List.of("application/json", "application/*", "*/*");
  private static final Pattern QUALITY =
      Pattern.compile(";[ \\t]*q[ \\t]*=[ \\t]*(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)[ \\t]*(?:;.*)?");

  private Accepted() {}

  /** Tells whether a client that names events likes them no less than JSON. */
  static boolean prefersEvents(HttpServerRequest request) {
    List<String> headers = request.headers().getAll(HttpHeaders.ACCEPT);
    if (headers.size() == 1 && headers.get(0).equals(EVENTS)) { // as EventSource asks
      return true;
    }
    String accept = String.join(",", headers).toLowerCase(Locale.ROOT);
    if (!accept.contains(EVENTS)) {
      return false;
    }
    double events = quality(accept, EVENTS);
    return events > 0 && events >= jsonQuality(accept);
  }

  /** The most exact range that JSON is in has the say. */
  private static double jsonQuality(String accept) {
    return JSON.stream()
        .mapToDouble(range -> quality(accept, range))
        .filter(quality -> quality >= 0)
        .findFirst()
        .orElse(0);
  }

  /** Returns the quality of a range; below 0 when it is not named. */
  private static double quality(String accept, String range) {
    double best = -1;
    for (String item : accept.split(",")) {
      String named = item.strip();
      int parameters = named.indexOf(';');
      String type = parameters < 0 ? named : named.substring(0, parameters).strip();
      if (type.equals(range)) {
        best = Math.max(best, parameters < 0 ? 1 : quality(named.substring(parameters)));
      }
    }
    return best;
  }

  private static double quality(String parameters) {
    Matcher matcher = QUALITY.matcher(parameters);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 1;
  }
}

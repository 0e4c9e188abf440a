package dev.liveorders.http.connection;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.model.Quoted;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Rejects requests that another program could read in another way, or that we do not know how to read: their end, method, target
 * or host (RFC 9112 sections 3 and 6). Each of these answers ends its connection. What is no HTTP at all never gets here.
 */
public final class MessageRules {
  private static final List<HttpMethod> METHODS = List.of(
      HttpMethod.GET,
      HttpMethod.HEAD,
      HttpMethod.POST,
      HttpMethod.PUT,
      HttpMethod.PATCH,
      HttpMethod.DELETE,
      HttpMethod.OPTIONS);

  private MessageRules() {}

  /**
   * Checks a request.
   *
   * @throws ProblemException with the value and the remedy
   */
  public static void check(HttpServerRequest request) {
    checkFraming(request);
    if (!METHODS.contains(request.method())) {
      throw problem(
          ProblemType.NOT_IMPLEMENTED,
          "the method " + Quoted.of(request.method()) + " is not implemented; "
              + remedy(request.method().name()));
    }
    checkHost(request);
    checkTarget(request);
  }

  private static String remedy(String method) {
    String capitals = method.toUpperCase(Locale.ROOT);
    return METHODS.contains(HttpMethod.valueOf(capitals))
        ? "methods are written in capitals: " + capitals
        : "there are " + METHODS.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
  }

  private static void checkFraming(HttpServerRequest request) {
    List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    if (encodings.isEmpty()) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_1_0 || encodings.size() > 1) {
      throw problem(
          ProblemType.BAD_REQUEST, "Transfer-Encoding may be sent once, and not with HTTP/1.0");
    }
    if (!encodings.get(0).equalsIgnoreCase("chunked")) {
      throw problem(
          ProblemType.NOT_IMPLEMENTED,
          "the Transfer-Encoding " + Quoted.of(encodings.get(0))
              + " is not supported; send chunked");
    }
  }

  private static void checkHost(HttpServerRequest request) {
    MultiMap headers = request.headers();
    int hosts = headers.getAll(HttpHeaders.HOST).size();
    if (hosts > 1 || hosts == 0 && request.version() != HttpVersion.HTTP_1_0) {
      throw problem(ProblemType.BAD_REQUEST, "the Host header must be sent once");
    }
    if (hosts == 1 && (headers.get(HttpHeaders.HOST).isEmpty() || request.authority() == null)) {
      throw problem(
          ProblemType.BAD_REQUEST,
          "the Host header " + Quoted.of(headers.get(HttpHeaders.HOST))
              + " is malformed; send a name or an address, with its port if need be");
    }
  }

  /** Of the forms that a target may have: a path, an address of the host of the request, or an asterisk for OPTIONS. */
  private static void checkTarget(HttpServerRequest request) {
    String target = request.uri();
    if (target.indexOf('#') >= 0) {
      throw problem(
          ProblemType.BAD_REQUEST,
          "the request target " + Quoted.of(target)
              + " has a fragment, which is never sent; # itself is %23");
    }
    if (target.startsWith("/") || target.equals("*") && request.method() == HttpMethod.OPTIONS) {
      return;
    }
    String lower = target.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      throw problem(
          ProblemType.BAD_REQUEST,
          "the request target " + Quoted.of(target) + " does not begin with /");
    }
    String host = request.getHeader(HttpHeaders.HOST);
    String scheme = lower.substring(0, lower.indexOf(':'));
    String behind = lower.substring(scheme.length() + 3);
    String authority = behind.split("[/?]", 2)[0];
    if (host == null
        || !withoutDefaultPort(scheme, host).equals(withoutDefaultPort(scheme, authority))) {
      throw problem(
          ProblemType.BAD_REQUEST,
          "the request target is of the host " + Quoted.of(authority) + ", and the Host header is "
              + Quoted.of(host) + "; send a path alone");
    }
    if (behind.startsWith("?", authority.length())) {
      throw problem(
          ProblemType.BAD_REQUEST,
          "the request target " + Quoted.of(target) + " has a query and no path; send a path");
    }
  }

  private static String withoutDefaultPort(String scheme, String authority) {
    String port = scheme.equals("https") ? ":443" : ":80";
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }

  private static ProblemException problem(ProblemType type, String detail) {
    return new Problem(type, detail).closing().toException();
  }
}

package dev.liveorders.http.response;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id by which a request is found again: in its answer, its problem and its log lines. It is made when the first
 * of them needs it, so that most requests have none.
 */
public final class RequestId {
  /** The header that brings it, and takes it back. */
  public static final String HEADER = "X-Request-Id";

  private static final String TRACE_HEADER = "traceparent";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /** The form of the header that names a trace. It is compiled for the first that comes. */
  private static final class TraceContext {
    /** W3C Trace Context: version, trace, span and flags, of which neither the first is ff nor the others all zeros. */
    private static final Pattern FORM = Pattern.compile(
        "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
  }

  private RequestId() {}

  /**
   * Returns the id of a request, and names it in the answer, unless that has begun: what the client or a proxy calls
   * it, or else the trace that it is part of, or else a new one.
   */
  public static String of(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    String known = response.headers().get(HEADER);
    if (known != null) {
      return known;
    }
    String id = unnamed(request);
    if (request.decoderResult().isSuccess()) {
      request.headers().set(HEADER, id); // for who answers in place of its handler
    }
    if (!response.headWritten()) {
      response.putHeader(HEADER, id);
    }
    return id;
  }

  /** The same for a request whose answer is not to name it. */
  public static String unnamed(HttpServerRequest request) {
    return of(request::getHeader);
  }

  /**
   * The same for a request of which there is only the head.
   *
   * @param headers returns the value of a header; null where there is none of the name
   */
  public static String of(UnaryOperator<String> headers) {
    String given = headers.apply(HEADER);
    return given != null && SANE.matcher(given).matches()
        ? given
        : trace(headers).orElseGet(RequestId::random);
  }

  /** Returns the id of the trace that a request is part of; empty without one that is well-formed. */
  public static Optional<String> trace(HttpServerRequest request) {
    return trace(request::getHeader);
  }

  private static Optional<String> trace(UnaryOperator<String> headers) {
    String header = headers.apply(TRACE_HEADER);
    if (header == null) {
      return Optional.empty();
    }
    Matcher trace = TraceContext.FORM.matcher(header);
    return trace.matches() ? Optional.of(trace.group(1)) : Optional.empty();
  }

  /** Returns an id that no request has had. */
  public static String random() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}

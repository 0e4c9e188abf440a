package dev.liveorders.http.handler;

import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.json.StrictJson;
import dev.liveorders.model.Quoted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** Reads bodies of requests, up to a limit, whether their length is announced or not. Confined to one event loop. */
public final class BodyReader {
  /** The types of bodies of PATCH. */
  static final String ACCEPT_PATCH = "Accept-Patch";

  private static final Set<BodyType> JSON = EnumSet.of(BodyType.JSON);

  private final int maxBytes;

  public BodyReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Reads a JSON object. Must be called before the handler of the request returns.
   *
   * @param context of a request that {@link AccessControl} let through
   * @param example a right body, for the curl line in the answer to a wrong one
   */
  Future<JsonObject> readObject(RoutingContext context, String example) {
    return read(context, JSON, example)
        .map(body -> StrictJson.object(body.toString(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a body of one of {@code types}, and inflates it. Fails when its sender may not do any more what it is for:
   * a body takes as long as a request may, and a key may have ended meanwhile.
   *
   * @throws ProblemException when the head of the request shows that its body will not be read
   */
  Future<Buffer> read(RoutingContext context, Set<BodyType> types, String example) {
    HttpServerRequest request = context.request();
    checkType(request, types, example);
    BodyEncoding encoding = encoding(request);
    checkLength(request);
    acceptExpectation(request);
    Body body = new Body(maxBytes);
    request
        .exceptionHandler(lost -> body.fail())
        .handler(body::append)
        .endHandler(ended -> body.end());
    return body.future().map(whole -> {
      AccessControl.checkAgain(context);
      return encoding == BodyEncoding.IDENTITY ? whole : encoding.inflate(whole, maxBytes);
    });
  }

  private static void checkType(HttpServerRequest request, Set<BodyType> types, String example) {
    String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (BodyType.of(header).filter(types::contains).isEmpty()) {
      throw unsupported(
          request,
          "the content type is " + (header == null ? "missing" : Quoted.of(header)),
          types,
          example);
    }
  }

  private static ProblemException unsupported(
      HttpServerRequest request, String what, Set<BodyType> types, String example) {
    String method = request.method() == HttpMethod.POST ? "" : " -X " + request.method();
    String url = request.scheme() + "://" + request.getHeader(HttpHeaders.HOST) + request.path();
    String curl =
        "curl" + method + " -H 'content-type: application/json' -d '" + example + "' '" + url + "'";
    return new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, what + "; right is: " + curl)
        .with(
            request.method() == HttpMethod.PATCH ? ACCEPT_PATCH : "Accept",
            String.join(", ", types.stream().map(BodyType::usualName).sorted().toList()))
        .toException();
  }

  private static BodyEncoding encoding(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return BodyEncoding.of(header).orElseThrow(() -> new Problem(
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            "the body is encoded as " + Quoted.of(header)
                + "; send it as gzip or deflate, or without Content-Encoding")
        .with("Accept-Encoding", "gzip, deflate")
        .toException());
  }

  private void checkLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null
        && Long.parseLong(length) > maxBytes) { // the decoder has seen to it that it is a number
      throw tooLarge(maxBytes);
    }
  }

  /** A client of HTTP/1.0 would take 100 for the answer, so what it expects is ignored (RFC 9110 section 10.1.1). */
  private static void acceptExpectation(HttpServerRequest request) {
    String expectation = request.getHeader(HttpHeaders.EXPECT);
    if (expectation == null) {
      return;
    }
    if (!"100-continue".equalsIgnoreCase(expectation)) {
      throw new Problem(
              ProblemType.EXPECTATION_FAILED,
              "the Expect header is not supported; send 100-continue or none")
          .closing()
          .toException();
    }
    if (request.version() != HttpVersion.HTTP_1_0) {
      request.response().writeContinue();
    }
  }

  private static ProblemException tooLarge(int maxBytes) {
    return new Problem(
            ProblemType.CONTENT_TOO_LARGE, "the body is larger than " + maxBytes + " bytes")
        .closing()
        .toException();
  }

  /** A body on its way. What comes after the limit is not kept. */
  private static final class Body {
    private final int maxBytes;
    private final Promise<Buffer> whole = Promise.promise();
    private Buffer received;

    Body(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    Future<Buffer> future() {
      return whole.future();
    }

    void append(Buffer chunk) {
      if (whole.future().isComplete()) {
        return;
      }
      int length = received == null ? 0 : received.length();
      if (length + chunk.length() > maxBytes) {
        received = null;
        whole.fail(tooLarge(maxBytes));
      } else {
        received = received == null ? chunk : received.appendBuffer(chunk);
      }
    }

    void end() {
      whole.tryComplete(received == null ? Buffer.buffer() : received);
    }

    /**
     * The connection, or the stream, has ended within the body: nobody is left to be answered, and nothing is our
     * fault.
     */
    void fail() {
      whole.tryFail(new Problem(ProblemType.BAD_REQUEST, "the body did not arrive whole")
          .closing()
          .toException());
    }
  }
}

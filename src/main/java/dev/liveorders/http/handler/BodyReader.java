package dev.liveorders.http.handler;

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
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Reads bodies of requests, up to a limit, whether their length is announced or not. Confined to one event loop. */
public final class BodyReader {
  private static final Set<String> JSON = Set.of("application/json");

  private final int maxBytes;

  public BodyReader(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Reads a JSON object. Must be called before the handler of the request returns.
   *
   * @param example a right body, for the curl line in the answer to a wrong one
   */
  Future<JsonObject> readObject(HttpServerRequest request, String example) {
    return read(request, JSON, example)
        .map(body -> StrictJson.object(body.toString(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a body of one of {@code types}, the first of which is the one that {@code example} has.
   *
   * @throws ProblemException when the head of the request shows that its body will not be read
   */
  Future<Buffer> read(HttpServerRequest request, Set<String> types, String example) {
    checkType(request, types, example);
    checkLength(request);
    acceptExpectation(request);
    Body body = new Body(maxBytes);
    request.exceptionHandler(body::fail).handler(body::append).endHandler(ended -> body.end());
    return body.future();
  }

  private static void checkType(HttpServerRequest request, Set<String> types, String example) {
    String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (header == null || !isOneOf(types, header)) {
      throw unsupported(
          request,
          "the content type is " + (header == null ? "missing" : Quoted.of(header)),
          types,
          example);
    }
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
      throw unsupported(request, "the body is encoded as " + Quoted.of(encoding), types, example);
    }
  }

  /** Whether {@code header} is one of {@code types}; a charset, if named, must be the only one that JSON has. */
  private static boolean isOneOf(Set<String> types, String header) {
    if (types.contains(header)) {
      return true;
    }
    String[] parts =
        header.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "").split(";", 2);
    return types.contains(parts[0])
        && (parts.length == 1
            || !parts[1].contains("charset")
            || parts[1].contains("charset=utf-8"));
  }

  private static ProblemException unsupported(
      HttpServerRequest request, String what, Set<String> types, String example) {
    String method = request.method() == HttpMethod.POST ? "" : " -X " + request.method();
    String url = "http://" + request.getHeader(HttpHeaders.HOST) + request.path();
    String curl =
        "curl" + method + " -H 'content-type: application/json' -d '" + example + "' '" + url + "'";
    return new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, what + "; right is: " + curl)
        .with("Accept", String.join(", ", types.stream().sorted().toList()))
        .toException();
  }

  private void checkLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null
        && Long.parseLong(length) > maxBytes) { // the decoder has seen to it that it is a number
      throw tooLarge(maxBytes);
    }
  }

  private static void acceptExpectation(HttpServerRequest request) {
    String expectation = request.getHeader(HttpHeaders.EXPECT);
    if (expectation == null) {
      return;
    }
    if (!"100-continue".equalsIgnoreCase(expectation)) {
      throw new Problem(
              ProblemType.EXPECTATION_FAILED, "the only Expect answered here is 100-continue")
          .closing()
          .toException();
    }
    request.response().writeContinue();
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

    void fail(Throwable cause) {
      whole.tryFail(cause);
    }
  }
}

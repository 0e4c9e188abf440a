package dev.liveorders.http.connection;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.http.response.RequestId;
import dev.liveorders.model.Rejection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers that a {@link ConnectionGuard} gives in place of Vert.x. Each closes its connection. */
final class GuardAnswers {
  private static final Logger log = LoggerFactory.getLogger(GuardAnswers.class);

  /** Time that a connection which is one too many has to send a request, so that it is told. */
  static final long TOO_MANY_MILLIS = 2_000;

  /**
   * Closes a connection behind an answer. Not within the attempt to write it: Vert.x writes more when it closes, and
   * the encoder is in the middle of the answer then, if that failed because the connection is closed already.
   */
  static final ChannelFutureListener CLOSE = written -> {
    if (written.isSuccess()) {
      written.channel().close();
    } else {
      written.channel().eventLoop().execute(written.channel()::close);
    }
  };

  private static final Problem VERSION = new Problem(
      ProblemType.VERSION_NOT_SUPPORTED,
      "the HTTP version is not supported; use HTTP/1.1 or HTTP/1.0");

  static final Problem INVALID_CHUNK = new Problem(
      ProblemType.BAD_REQUEST, "the request is malformed: its body has an invalid chunk");

  static final Problem OUT_OF_ROOM = new Problem(
          ProblemType.OUT_OF_ROOM,
          "this server has no memory left for the request; nothing of it was stored, a retry is safe")
      .with("Retry-After", "1");

  private GuardAnswers() {}

  /** Returns the answer to a request of another version of HTTP; null for one of ours. */
  static Problem fault(HttpRequest request) {
    HttpVersion version = request.protocolVersion();
    return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0)
        ? null
        : VERSION;
  }

  static Problem late(long millis) {
    return new Problem(
        ProblemType.REQUEST_TIMEOUT, "the request did not arrive within " + millis + " ms");
  }

  /** Makes the answer in place of one that does not come, which is logged. */
  static Problem unanswered(long millis, String requestId) {
    log.atError()
        .addKeyValue("http.request.id", requestId)
        .log("a request was not answered within {} ms, request {}", millis, requestId);
    return new Problem(
            ProblemType.NO_ANSWER,
            "no answer within " + millis + " ms; " + Rejection.UNKNOWN_OUTCOME)
        .with("Retry-After", "1");
  }

  /**
   * Completes the head of an answer of Vert.x, which repeats the version of the request. Ours is 1.1, whoever asks, and
   * keeps no connection that was not asked to be kept.
   *
   * @return whether the connection is to be closed behind it
   */
  static boolean complete(HttpResponse response, boolean draining) {
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.DATE, HttpDate.now());
    boolean ends = response.protocolVersion() != HttpVersion.HTTP_1_1
        && !headers.contains(HttpHeaderNames.CONNECTION);
    if (ends || draining) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
    return headers.contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
  }

  /** Tells whether an answer goes on for as long as its reader likes. */
  static boolean hasNoEnd(HttpResponse response) {
    return response.status().code() == HttpResponseStatus.OK.code()
        && !response.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
  }

  /** Makes the whole answer. */
  static FullHttpResponse response(Problem problem, String requestId) {
    ByteBuf body = ((BufferInternal) problem.toBuffer(requestId)).getByteBuf();
    HttpResponseStatus status = HttpResponseStatus.valueOf(problem.type().status());
    FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    answer
        .headers()
        .set(HttpHeaderNames.DATE, HttpDate.now())
        .set(HttpHeaderNames.CONTENT_TYPE, Problem.CONTENT_TYPE)
        .set("x-content-type-options", "nosniff")
        .set(RequestId.HEADER, requestId)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    problem.headers().forEach(answer.headers()::set);
    return answer;
  }
}

package dev.liveorders.http.connection;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.model.Rejection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.buffer.BufferInternal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enforces the time limits of one connection, between the HTTP codec and Vert.x. A request must arrive whole in time,
 * however slowly it trickles. It is answered in time, whatever its handler does. An idle connection is closed after its
 * limit. A {@code Connection: close} in an answer is kept. Leaves when the connection becomes a WebSocket; never
 * interrupts an answer that goes on, such as an event stream. Confined to the event loop of its channel.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
  private static final Logger log = LoggerFactory.getLogger(ConnectionGuard.class);

  /** Time that a client may go on sending after an answer that closes, so that it sees the answer. */
  private static final long LINGER_MILLIS = 500;

  private final ConnectionGuards guards;
  private ChannelHandlerContext channel;

  /** True after the first bytes of a request and before its last. */
  private boolean receiving;

  /** Requests that have begun and are not answered to the end. */
  private int unanswered;

  private boolean answerBegun;
  private boolean closeAfterAnswer;
  private boolean refused;
  private boolean sawMessage;

  /** The time at which the request began, the connection became idle, or began to linger. */
  private long since;

  /** The time from which the next answer is due: its request had arrived and those before it were answered. */
  private long dueSince;

  ConnectionGuard(ConnectionGuards guards) {
    this.guards = guards;
    this.since = guards.now();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx;
    guards.add(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    guards.remove(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    guards.remove(this);
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    sawMessage = true;
    // behind an answer that closes nothing is a request any more (RFC 9112 section 9.6)
    refused |= closeAfterAnswer && message instanceof HttpRequest;
    if (refused) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      beginReceiving();
      unanswered++;
      receiving = request.decoderResult().isSuccess();
      if (receiving && !isOurVersion(request.protocolVersion())) {
        refuse(new Problem(
            ProblemType.VERSION_NOT_SUPPORTED,
            "the HTTP version is not supported; use HTTP/1.1 or HTTP/1.0"));
        return;
      }
    } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
      content.release();
      refuse(new Problem(
          ProblemType.BAD_REQUEST, "the request is malformed: its body has an invalid chunk"));
      return;
    }
    if (message instanceof LastHttpContent) {
      receiving = false;
      dueSince = unanswered == 1 ? guards.now() : dueSince;
      closeIfDone();
    }
    ctx.fireChannelRead(message);
  }

  private static boolean isOurVersion(HttpVersion version) {
    return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
  }

  /** Bytes that did not make up a message are the beginning of a request. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!sawMessage && unanswered == 0) {
      beginReceiving();
    }
    sawMessage = false;
    ctx.fireChannelReadComplete();
  }

  private void beginReceiving() {
    if (!receiving) {
      receiving = true;
      since = guards.now();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      if (response.status().code() < 200) {
        ctx.write(message, promise);
        return;
      }
      beginAnswer(response);
    }
    ctx.write(message, message instanceof LastHttpContent ? endAnswer(promise) : promise);
  }

  /** Vert.x repeats the version of the request; ours is 1.1, whoever asks, and keeps no connection that was not asked to be kept. */
  private void beginAnswer(HttpResponse response) {
    answerBegun = true;
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.DATE, HttpDate.now());
    boolean ends = response.protocolVersion() != HttpVersion.HTTP_1_1
        && !headers.contains(HttpHeaderNames.CONNECTION);
    if (ends || guards.draining()) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
    closeAfterAnswer = headers.contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
  }

  private ChannelPromise endAnswer(ChannelPromise promise) {
    answerBegun = false;
    unanswered--;
    dueSince = guards.now();
    if (!receiving || closeAfterAnswer) {
      since = guards.now();
    }
    return closeAfterAnswer && !receiving
        ? promise.unvoid().addListener(ChannelFutureListener.CLOSE)
        : promise;
  }

  private void closeIfDone() {
    if (closeAfterAnswer && unanswered == 0) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Closes the connection if its time is over. */
  void check(long now) {
    long passed = now - since;
    if (closeAfterAnswer && unanswered == 0) {
      if (passed > LINGER_MILLIS) {
        channel.close();
      }
    } else if (receiving) {
      if (passed > guards.requestMillis()) {
        refuse(new Problem(
            ProblemType.REQUEST_TIMEOUT,
            "the request did not arrive within " + guards.requestMillis() + " ms"));
      }
    } else if (unanswered == 0) {
      if (passed > guards.idleMillis()) {
        channel.close();
      }
    } else if (!answerBegun && now - dueSince > guards.answerMillis()) {
      log.error("a request was not answered within {} ms", guards.answerMillis());
      refuse(new Problem(
              ProblemType.NO_ANSWER,
              "no answer within " + guards.answerMillis() + " ms; " + Rejection.UNKNOWN_OUTCOME)
          .with("Retry-After", "1"));
    }
  }

  /** Answers in place of Vert.x, where it is this request's turn, and closes. */
  private void refuse(Problem problem) {
    refused = true;
    if (answerBegun || unanswered > 1) {
      channel.close();
      return;
    }
    ByteBuf body = ((BufferInternal) problem.toBuffer()).getByteBuf();
    HttpResponseStatus status = HttpResponseStatus.valueOf(problem.type().status());
    FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    answer
        .headers()
        .set(HttpHeaderNames.DATE, HttpDate.now())
        .set(HttpHeaderNames.CONTENT_TYPE, Problem.CONTENT_TYPE)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    problem.headers().forEach(answer.headers()::set);
    channel.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }
}

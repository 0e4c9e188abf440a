package dev.liveorders.http.connection;

import dev.liveorders.http.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/**
 * Enforces the time limits of one connection, between the HTTP codec and Vert.x. A request must arrive whole in time,
 * however slowly it trickles. It is answered in time, whatever its handler does. An idle connection is closed after
 * its limit. A {@code Connection: close} in an answer is kept. Never interrupts an answer that goes on, such as an
 * event stream, unless another request comes behind it, and leaves when the connection becomes a WebSocket. Confined to
 * the event loop of its channel.
 */
final class ConnectionGuard extends ChannelDuplexHandler implements MemoryHolder {
  /** Time that a client may go on sending after an answer that closes, so that it sees the answer. */
  private static final long LINGER_MILLIS = 500;

  private final ConnectionGuards guards;
  private final ConnectionMemory memory;
  private ChannelHandlerContext channel;

  /** True after the first bytes of a request and before its last. */
  private boolean receiving;

  /** True after the head of a request and before its last content. */
  private boolean inBody;

  /** Requests that have begun and are not answered to the end. */
  private final UnansweredRequests unanswered = new UnansweredRequests();

  /** The answer to the first request, as the connection is one too many; null for any other. */
  private final Problem tooMany;

  private boolean answerBegun;
  private boolean closeAfterAnswer;
  private boolean rejected;
  private boolean dropping; // what comes, while answers are owed
  private boolean sawMessage;

  /** True for an answer without an end, whose reader is a watcher. */
  private boolean streaming;

  /** The time at which the request began, the connection became idle, or began to linger. */
  private long since;

  /** The time from which the next answer is due: its request had arrived and those before it were answered. */
  private long dueSince;

  ConnectionGuard(ConnectionGuards guards, Problem tooMany) {
    this.guards = guards;
    this.tooMany = tooMany;
    this.memory = new ConnectionMemory(guards.budget());
    this.since = guards.now();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx;
    guards.add(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    leave();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    leave();
    ctx.fireChannelInactive();
  }

  /** A client that hangs up in the middle is no error, and Vert.x trips over it where requests follow each other. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
    if (failure instanceof IOException) {
      ctx.close();
    } else {
      ctx.fireExceptionCaught(failure);
    }
  }

  private void leave() {
    memory.close();
    guards.remove(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    sawMessage = true;
    // behind an answer that closes nothing is a request any more (RFC 9112 section 9.6)
    dropping |= message instanceof HttpRequest && (closeAfterAnswer || unanswered.isFull());
    if (rejected || dropping || !ctx.channel().isActive()) { // nobody is there to be answered
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      beginReceiving();
      unanswered.begin(request);
      receiving = request.decoderResult().isSuccess();
      inBody = true;
      Problem fault = tooMany == null && receiving ? GuardAnswers.fault(request) : tooMany;
      memory.onRequest(request, unanswered.count());
      if (fault != null) {
        reject(fault);
        return;
      }
    } else if (message instanceof HttpContent content) {
      if (content.decoderResult().isFailure()) {
        content.release();
        reject(GuardAnswers.INVALID_CHUNK);
        return;
      }
      if (unanswered.count() > (answerBegun ? 1 : 0)) { // behind its answer nobody keeps a body
        memory.onBody(content.content().readableBytes());
        guards.makeRoom();
      }
      if (rejected) { // to make room
        content.release();
        return;
      }
    }
    if (message instanceof LastHttpContent) {
      receiving = false;
      inBody = false;
      dueSince = unanswered.count() == 1 ? guards.now() : dueSince;
      if (closeAfterAnswer && unanswered.count() == 0) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(GuardAnswers.CLOSE);
      }
    }
    ctx.fireChannelRead(message);
  }

  /** Bytes that did not make up a message are the beginning of a request. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!sawMessage && unanswered.count() == 0) {
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
    if (message instanceof HttpResponse response && response.status().code() >= 200) {
      answerBegun = true;
      streaming = GuardAnswers.hasNoEnd(response);
      boolean last = dropping && unanswered.count() == 1;
      closeAfterAnswer = GuardAnswers.complete(response, last || guards.draining());
    }
    boolean ends = answerBegun && message instanceof LastHttpContent; // not an interim answer
    ctx.write(message, ends ? endAnswer(promise) : promise);
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
    if (!streaming) {
      memory.onFlush(ctx.channel());
      guards.makeRoom();
    }
  }

  private ChannelPromise endAnswer(ChannelPromise promise) {
    answerBegun = false;
    streaming = false;
    unanswered.end();
    memory.onAnswered(unanswered.count());
    dueSince = guards.now();
    since = receiving && !closeAfterAnswer ? since : dueSince;
    return closeAfterAnswer && !receiving
        ? promise.unvoid().addListener(GuardAnswers.CLOSE)
        : promise;
  }

  /** Closes the connection if its time is over. */
  void check(long now) {
    if (!streaming && memory.hasMoved(channel.channel()) && !receiving) {
      since = now; // what moves is not stalled
    }
    long passed = now - since;
    if (streaming && unanswered.count() > 1) { // nobody will ever answer the others
      channel.close();
    } else if (closeAfterAnswer && unanswered.count() == 0 && !memory.isAnswerWaiting()) {
      if (passed > LINGER_MILLIS) {
        channel.close();
      }
    } else if (receiving) {
      if (passed > guards.requestMillis()) {
        reject(GuardAnswers.late(guards.requestMillis()));
      }
    } else if (unanswered.count() == 0) {
      if (passed > (tooMany == null ? guards.idleMillis() : GuardAnswers.TOO_MANY_MILLIS)) {
        channel.close();
      }
    } else if (!answerBegun && now - dueSince > guards.answerMillis()) {
      reject(GuardAnswers.unanswered(guards.answerMillis(), unanswered.id()));
    }
  }

  @Override
  public long since() {
    return since;
  }

  @Override
  public boolean mayBeClosed() {
    return !rejected && !streaming && (answerBegun || unanswered.count() <= (receiving ? 1 : 0));
  }

  @Override
  public void makeRoom() {
    memory.close();
    if (receiving && !answerBegun) {
      reject(GuardAnswers.OUT_OF_ROOM);
    } else {
      rejected = true;
      channel.close();
    }
  }

  /** Answers in place of Vert.x, where it is this request's turn and it has no answer, and closes. */
  private void reject(Problem problem) {
    rejected = true;
    if (inBody && unanswered.count() == 0 || answerBegun || unanswered.count() > 1) {
      channel.close();
      return;
    }
    channel
        .writeAndFlush(GuardAnswers.response(problem, unanswered.id()))
        .addListener(GuardAnswers.CLOSE);
  }
}

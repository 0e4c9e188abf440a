package dev.liveorders.http.connection;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemResponder;
import dev.liveorders.http.response.RequestId;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;

/**
 * A request over HTTP/2 and its answer: their time limits, and the memory that they take. Confined to the event loop
 * of its connection.
 */
final class Exchange implements MemoryHolder {
  /** Codes of RFC 9113 section 7. */
  private static final long NO_ERROR = 0x0;

  private static final long CANCEL = 0x8;

  /** Time that a client may go on sending behind an answer, so that it sees the answer. */
  static final long LINGER_MILLIS = 500;

  private static final Set<HttpMethod> WITHOUT_BODY =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final ConnectionGuards guards;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Runnable close;

  /** The time since which it is in its present state. */
  private long since;

  /** The room that its body may take: its length, or the longest there may be. */
  private long bytes;

  /** The bytes of its answer, as long as the client has not taken all of them. */
  private long answer;

  private boolean outOfRoom;
  private boolean arrived;
  private boolean answered;

  /**
   * @param close ends the connection
   */
  Exchange(ConnectionGuards guards, HttpServerRequest request, Runnable close) {
    this.guards = guards;
    this.request = request;
    this.response = request.response();
    this.close = close;
    this.since = guards.now();
    this.bytes = bytes(request);
    guards.budget().take(bytes);
    response.bodyEndHandler(ended -> onAnswered());
  }

  /** Makes room for it, and tells whether there is; if not, it is rejected. */
  boolean hasRoom() {
    if (bytes > 0 && guards.budget().isOver()) {
      guards.makeRoom();
      if (bytes > 0 && guards.budget().isOver()) {
        makeRoom();
      }
      return bytes > 0;
    }
    return true;
  }

  private long bytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return Math.min(guards.maxBodyBytes(), Long.parseLong(length)); // the codec has checked it
    }
    return WITHOUT_BODY.contains(request.method()) ? 0 : guards.maxBodyBytes();
  }

  /** Tells whether its stream is closed, and gives back what it took. */
  boolean isClosed() {
    if (response.closed()) {
      giveBack();
      return true;
    }
    return false;
  }

  void giveBack() {
    guards.budget().take(-bytes - answer);
    bytes = 0;
    answer = 0;
  }

  /** Its answer is written, and waits for as long as the client's window, or the kernel, takes no more of it. */
  private void onAnswered() {
    String length = response.headers().get(HttpHeaders.CONTENT_LENGTH);
    boolean hasBody = length != null && request.method() != HttpMethod.HEAD;
    if (hasBody && !outOfRoom && !response.closed()) {
      answer = Long.parseLong(length);
      guards.budget().take(answer);
      guards.makeRoom();
    }
  }

  @Override
  public boolean mayBeClosed() {
    return answer > 0 || bytes > 0 && !request.isEnded();
  }

  @Override
  public long since() {
    return since;
  }

  @Override
  public void makeRoom() {
    outOfRoom = true; // what it is answered now is small, and not to be counted
    giveBack();
    if (response.ended()) {
      response.reset(CANCEL).onFailure(tooLate -> close.run()); // as Vert.x has seen its end
    } else {
      reject(GuardAnswers.OUT_OF_ROOM);
      response.reset(NO_ERROR); // before its end comes and is taken for an order
    }
  }

  /** Tells whether nothing of it is left; ends it when its time is over. */
  boolean isOver(long now) {
    if (isClosed()) {
      return true;
    }
    if (!arrived && request.isEnded()) {
      arrived = true;
      since = now;
    }
    if (!answered && response.ended()) {
      answered = true;
      since = now;
    }
    end(now - since);
    return false;
  }

  private void end(long passed) {
    if (answered) {
      if (!arrived && passed > LINGER_MILLIS) {
        response.reset(NO_ERROR); // the client need not send the rest (RFC 9113 section 8.1)
      } else if (passed > guards.idleMillis()) {
        response.reset(CANCEL).onFailure(tooLate -> close.run()); // as Vert.x has seen its end
      }
    } else if (!arrived) {
      if (passed > guards.requestMillis()) {
        reject(GuardAnswers.late(guards.requestMillis()));
        response.reset(NO_ERROR); // before its end comes and is taken for an order
      }
    } else if (!response.headWritten() && passed > guards.answerMillis()) {
      reject(GuardAnswers.unanswered(guards.answerMillis(), RequestId.of(request)));
    }
  }

  private void reject(Problem problem) {
    if (response.headWritten()) {
      response.reset(CANCEL);
    } else {
      ProblemResponder.send(request, problem);
    }
  }
}

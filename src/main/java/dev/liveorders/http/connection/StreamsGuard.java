package dev.liveorders.http.connection;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemResponder;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.model.Rejection;
import dev.liveorders.netty.VertxConnections;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enforces the time limits of one HTTP/2 connection, as {@link ConnectionGuard} does for HTTP/1. A request must arrive whole in
 * time, and is answered in time. A request that goes on behind its answer, and an answer that is not taken, are cut off.
 * A connection without requests is closed after the idle limit. Also limits the frames that cost a client nothing and make us
 * answer. An answer that goes on, such as an event stream, is left alone. Confined to the event loop of its connection.
 */
final class StreamsGuard {
  private static final Logger log = LoggerFactory.getLogger(StreamsGuard.class);

  /** Codes of RFC 9113 section 7. */
  private static final long NO_ERROR = 0x0;

  private static final long REFUSED_STREAM = 0x7;
  private static final long CANCEL = 0x8;
  private static final long ENHANCE_YOUR_CALM = 0xb;

  /** Time that a client may go on sending behind an answer, so that it sees the answer. */
  private static final long LINGER_MILLIS = 500;

  /** PING and SETTINGS frames that a client may send within their window: browsers send a few a minute. */
  private static final int MAX_CONTROL_FRAMES = 100;

  private static final long CONTROL_WINDOW_MILLIS = 10_000;

  private final ConnectionGuards guards;
  private final HttpConnection connection;
  private final List<Exchange> exchanges = new ArrayList<>();

  /** The time since which nothing is asked, or since which the connection is being closed. */
  private long since;

  private boolean closing;
  private long controlSince;
  private int controlFrames;

  StreamsGuard(ConnectionGuards guards, HttpConnection connection) {
    this.guards = guards;
    this.connection = connection;
    this.since = guards.now();
    connection.pingHandler(ping -> onControlFrame());
    connection.remoteSettingsHandler(settings -> onControlFrame());
  }

  private void onControlFrame() {
    long now = guards.now();
    if (now - controlSince > CONTROL_WINDOW_MILLIS) {
      controlSince = now;
      controlFrames = 0;
    }
    if (++controlFrames > MAX_CONTROL_FRAMES && !closing) {
      connection.goAway(ENHANCE_YOUR_CALM);
      close();
    }
  }

  private void close() {
    if (closing) {
      return;
    }
    closing = true;
    since = guards.now();
    connection.close();
  }

  /**
   * Takes a request in, or refuses it as one too many: the codec refuses those only of a client that has acknowledged our settings.
   *
   * @return whether it may be answered
   */
  boolean admits(HttpServerRequest request) {
    if (exchanges.size() >= guards.maxStreams()) {
      exchanges.removeIf(exchange -> exchange.response.closed());
    }
    boolean room = exchanges.size() < guards.maxStreams();
    if (room) {
      exchanges.add(new Exchange(request, guards.now()));
    } else {
      request.response().reset(REFUSED_STREAM);
    }
    return room;
  }

  /** Ends what has taken too long. */
  void check(long now) {
    if (closing) {
      if (now - since > LINGER_MILLIS) {
        VertxConnections.abort(connection);
      }
      return;
    }
    if (!exchanges.isEmpty()) {
      since = now;
      exchanges.removeIf(exchange -> exchange.isOver(now));
    } else if (now - since > guards.idleMillis()) {
      close();
    }
  }

  /** A request and its answer. */
  private final class Exchange {
    private final HttpServerRequest request;
    private final HttpServerResponse response;

    /** The time since which it is in its present state. */
    private long since;

    private boolean arrived;
    private boolean answered;

    Exchange(HttpServerRequest request, long now) {
      this.request = request;
      this.response = request.response();
      this.since = now;
    }

    /** Tells whether nothing of it is left; ends it when its time is over. */
    boolean isOver(long now) {
      if (response.closed()) {
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
          response.reset(CANCEL).onFailure(tooLate -> close()); // as Vert.x has seen its end
        }
      } else if (!arrived) {
        if (passed > guards.requestMillis()) {
          refuse(new Problem(
              ProblemType.REQUEST_TIMEOUT,
              "the request did not arrive within " + guards.requestMillis() + " ms"));
          response.reset(NO_ERROR); // before its end comes and is taken for an order
        }
      } else if (!response.headWritten() && passed > guards.answerMillis()) {
        log.error("a request was not answered within {} ms", guards.answerMillis());
        refuse(new Problem(
                ProblemType.NO_ANSWER,
                "no answer within " + guards.answerMillis() + " ms; " + Rejection.UNKNOWN_OUTCOME)
            .with("Retry-After", "1"));
      }
    }

    private void refuse(Problem problem) {
      if (response.headWritten()) {
        response.reset(CANCEL);
      } else {
        ProblemResponder.send(request, problem);
      }
    }
  }
}

package dev.liveorders.http.connection;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemResponder;
import dev.liveorders.netty.VertxConnections;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Enforces the time limits of one HTTP/2 connection, as {@link ConnectionGuard} does for HTTP/1. A request must arrive whole in
 * time, and is answered in time. A request that goes on behind its answer, and an answer that is not taken, are cut off.
 * A connection without requests is closed after the idle limit. Also limits the frames that cost a client nothing and make us
 * answer. An answer that goes on, such as an event stream, is left alone. Confined to the event loop of its connection.
 */
final class StreamsGuard {
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

  private static final Set<HttpMethod> WITHOUT_BODY =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

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
      refuseAll();
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
      exchanges.removeIf(Exchange::isClosed);
    }
    if (closing || exchanges.size() >= guards.maxStreams()) {
      request.response().reset(REFUSED_STREAM);
      return false;
    }
    Exchange exchange = new Exchange(request, guards.now());
    exchanges.add(exchange);
    if (exchange.bytes > 0 && guards.budget().isOver()) {
      ProblemResponder.send(request, GuardAnswers.OUT_OF_ROOM);
      return false;
    }
    return true;
  }

  /** Ends a connection that is one too many. */
  void refuseAll() {
    connection.goAway(ENHANCE_YOUR_CALM);
    close();
  }

  /** Gives back what the requests of a connection that has ended have taken. */
  void leave() {
    exchanges.forEach(Exchange::giveBack);
    exchanges.clear();
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
      // of a copy: ending one may end the connection, and with it all
      List.copyOf(exchanges).stream()
          .filter(exchange -> exchange.isOver(now))
          .forEach(exchanges::remove);
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

    /** The room that its body may take: its length, or the longest there may be. */
    private long bytes;

    private boolean arrived;
    private boolean answered;

    Exchange(HttpServerRequest request, long now) {
      this.request = request;
      this.response = request.response();
      this.since = now;
      this.bytes = bytes(request);
      guards.budget().take(bytes);
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
      guards.budget().take(-bytes);
      bytes = 0;
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
          response.reset(CANCEL).onFailure(tooLate -> close()); // as Vert.x has seen its end
        }
      } else if (!arrived) {
        if (passed > guards.requestMillis()) {
          refuse(GuardAnswers.late(guards.requestMillis()));
          response.reset(NO_ERROR); // before its end comes and is taken for an order
        }
      } else if (!response.headWritten() && passed > guards.answerMillis()) {
        refuse(GuardAnswers.unanswered(guards.answerMillis()));
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

package dev.liveorders.http.handler;

import dev.liveorders.http.access.Readers;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.http.response.Completion;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.model.Quoted;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Reads that wait, when a request says {@code ?at-least=SEQ}, until the board of this event loop has reached that
 * position. So a client reads what it wrote on another connection, or on another node.
 */
public final class AtLeast {
  private static final String PARAMETER = "at-least";
  private static final long NONE = -1;
  private static final Pattern SEQ = Pattern.compile("\\d{1,18}");

  private final Hub hub;
  private final Duration timeout;

  /**
   * @param timeout how long a read may wait before it is answered with 503
   */
  public AtLeast(Hub hub, Duration timeout) {
    this.hub = hub;
    this.timeout = timeout;
  }

  /** A handler that waits before {@code read}. */
  public Handler<RoutingContext> before(Handler<RoutingContext> read) {
    return context -> {
      long seq = of(context.request());
      if (seq == NONE) {
        read.handle(context);
      } else {
        await(context, seq, read);
      }
    };
  }

  /** Returns the position that a request wants at least; below 0 where it says none. */
  static long of(HttpServerRequest request) {
    String query = request.query();
    String seq =
        query != null && query.contains(PARAMETER) ? Query.of(request).get(PARAMETER) : null;
    return seq == null ? NONE : parse(seq);
  }

  private static long parse(String seq) {
    if (!SEQ.matcher(seq).matches()) {
      throw new InvalidFieldsException(
          PARAMETER, Quoted.of(seq) + " is not a seq, an integer of 0 or more");
    }
    return Long.parseLong(seq);
  }

  private void await(RoutingContext context, long seq, Handler<RoutingContext> read) {
    Completion.answer(context, hub.reached(seq, timeout), reached -> {
      if (!reached) {
        throw behind(seq);
      }
      Readers.checkAgain(context);
      read.handle(context);
    });
  }

  private ProblemException behind(long seq) {
    String where = hub.isReady() ? "is at " + hub.board().position() : "has no totals yet";
    return new Problem(
            ProblemType.NODE_BEHIND,
            "this node " + where + " and did not reach seq " + seq + " within " + timeout.toMillis()
                + " ms; retry, or ask another node")
        .toException();
  }
}

package dev.liveorders.http.access;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.model.Quoted;

/** The answers to reads that are not allowed, each with the challenge of RFC 6750 section 3. */
final class ReaderProblems {
  private static final String CHALLENGE = "WWW-Authenticate";

  private ReaderProblems() {}

  static ProblemException tokenMissing() {
    return new Problem(
            ProblemType.TOKEN_MISSING,
            "this server shows totals and products to readers with a token only; send Authorization: Bearer <token>,"
                + " or from a browser's WebSocket the subprotocols live-orders.v1, bearer.<token>")
        .with(CHALLENGE, "Bearer realm=\"live-orders\"")
        .toException();
  }

  /**
   * @param why what is wrong with it, and nothing of it that is secret
   */
  static ProblemException tokenInvalid(String why) {
    return new Problem(ProblemType.TOKEN_INVALID, why)
        .with(CHALLENGE, "Bearer realm=\"live-orders\", error=\"invalid_token\"")
        .toException();
  }

  static ProblemException notGrantedAll() {
    return new Problem(
            ProblemType.NOT_GRANTED,
            "the token grants some categories, and this shows sales of all products; ask for one of its categories, as in"
                + " /top/:category")
        .with(CHALLENGE, "Bearer realm=\"live-orders\", error=\"insufficient_scope\"")
        .toException();
  }

  static ProblemException notGranted(String category) {
    return new Problem(
            ProblemType.NOT_GRANTED,
            "the token does not grant the category " + Quoted.of(category)
                + "; its claim categories lists those that it grants")
        .with(CHALLENGE, "Bearer realm=\"live-orders\", error=\"insufficient_scope\"")
        .toException();
  }
}

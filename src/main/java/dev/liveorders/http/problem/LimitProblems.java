package dev.liveorders.http.problem;

import dev.liveorders.limits.LimitReached;
import java.util.List;
import java.util.Map;

/** The answer to a client that has reached a limit, in the headers of draft-ietf-httpapi-ratelimit-headers. */
public final class LimitProblems {
  private LimitProblems() {}

  /** Makes it: 429, with the time to come back. */
  public static Problem of(LimitReached reached) {
    return new Problem(
        ProblemType.TOO_MANY_REQUESTS,
        reached.message(),
        List.of(),
        Map.of(
            "Retry-After",
            Long.toString(reached.retryAfterSeconds()),
            "RateLimit",
            reached.header(),
            "RateLimit-Policy",
            reached.policyHeader()));
  }
}

package dev.liveorders.limits;

/**
 * A limit that a client has reached, as draft-ietf-httpapi-ratelimit-headers has it.
 *
 * @param quota             what the client may have, in a second or at a time
 * @param remaining         what it may have of that now
 * @param retryAfterSeconds when it may have what it asked for
 */
public record LimitReached(LimitName name, long quota, long remaining, long retryAfterSeconds) {
  /** Makes one of a number of things at a time, which is given back by the client itself. */
  static LimitReached atATime(LimitName name, long quota) {
    return new LimitReached(name, quota, 0, 1);
  }

  /** Says it, with the remedy of the client and that of the operator. */
  public String message() {
    return "this client has reached the limit of " + quota + " " + name.words() + "; retry in "
        + retryAfterSeconds + " s, or have " + name.key() + " raised";
  }

  /** Returns the value of {@code RateLimit-Policy}, a list of Structured Fields (RFC 9651). */
  public String policyHeader() {
    return '"' + name.wireName() + "\";q=" + quota + ";w=1";
  }

  /** Returns the value of {@code RateLimit}. */
  public String header() {
    return '"' + name.wireName() + "\";r=" + remaining + ";t=" + retryAfterSeconds;
  }
}

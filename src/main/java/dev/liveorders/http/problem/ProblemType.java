package dev.liveorders.http.problem;

import dev.liveorders.model.Rejection;

/**
 * The problems that a request can be answered with: the closed list, together with {@link Rejection}.
 *
 * @param type   a URI that names the problem (RFC 9457 section 3.1.1); {@code about:blank} says no more than the status
 * @param status the HTTP status
 * @param title  the same for all problems of this type
 */
public record ProblemType(String type, int status, String title) {
  public static final ProblemType BAD_REQUEST = blank(400, "Bad Request");
  public static final ProblemType NOT_JSON = ours("not-json", 400, "Not JSON");
  public static final ProblemType INVALID = of(Rejection.INVALID);
  public static final ProblemType CONDITION_NOT_SUPPORTED =
      ours("condition-not-supported", 400, "Condition not supported");
  public static final ProblemType KEY_IN_ADDRESS =
      ours("key-in-address", 400, "Key in the address");
  public static final ProblemType KEY_REQUIRED = ours("key-required", 401, "Key required");
  public static final ProblemType KEY_INVALID = ours("key-invalid", 401, "Key not valid");
  public static final ProblemType SCOPE_MISSING = ours("scope-missing", 403, "Scope missing");
  public static final ProblemType TOKEN_IN_URL = ours("token-in-url", 400, "Token in the address");
  public static final ProblemType TOKEN_MISSING = ours("token-missing", 401, "Token missing");
  public static final ProblemType TOKEN_INVALID = ours("token-invalid", 401, "Token invalid");
  public static final ProblemType NOT_GRANTED = ours("not-granted", 403, "Not granted");
  public static final ProblemType FOREIGN_HOST = ours("foreign-host", 403, "Foreign host");
  public static final ProblemType FOREIGN_ORIGIN = ours("foreign-origin", 403, "Foreign origin");
  public static final ProblemType WATCH_ALL = ours("watch-all", 403, "Watching all is not allowed");
  public static final ProblemType NOT_FOUND = blank(404, "Not Found");
  public static final ProblemType METHOD_NOT_ALLOWED = blank(405, "Method Not Allowed");
  public static final ProblemType REQUEST_TIMEOUT = blank(408, "Request Timeout");
  public static final ProblemType CONTENT_TOO_LARGE = blank(413, "Content Too Large");
  static final ProblemType URI_TOO_LONG = blank(414, "URI Too Long");
  public static final ProblemType UNSUPPORTED_MEDIA_TYPE = blank(415, "Unsupported Media Type");
  public static final ProblemType EXPECTATION_FAILED = blank(417, "Expectation Failed");
  public static final ProblemType UPGRADE_REQUIRED = blank(426, "Upgrade Required");
  public static final ProblemType TOO_MANY_REQUESTS =
      ours("too-many-requests", 429, "Too Many Requests");
  static final ProblemType HEADERS_TOO_LARGE = blank(431, "Request Header Fields Too Large");
  static final ProblemType INTERNAL = of(Rejection.INTERNAL);
  public static final ProblemType NOT_IMPLEMENTED = blank(501, "Not Implemented");
  public static final ProblemType NOT_READY = ours("not-ready", 503, "Not ready");
  public static final ProblemType NODE_BEHIND = ours("node-behind", 503, "Node behind");
  public static final ProblemType NO_ANSWER = ours("no-answer", 503, "No answer");
  public static final ProblemType OUT_OF_ROOM = ours("out-of-room", 503, "Out of room");
  public static final ProblemType NODE_FULL = ours("node-full", 503, "Node full");
  public static final ProblemType VERSION_NOT_SUPPORTED = blank(505, "HTTP Version Not Supported");

  private static final String OURS = "urn:live-orders:problem:";

  static ProblemType of(Rejection rejection) {
    return ours(rejection.slug(), rejection.status(), rejection.title());
  }

  /** Returns the last part of the URI of one of ours: {@code key-required}. */
  public String slug() {
    return type.substring(type.lastIndexOf(':') + 1);
  }

  /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ProblemType problem
        && status == problem.status
        && type.equals(problem.type)
        && title.equals(problem.title);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  private static ProblemType ours(String slug, int status, String title) {
    return new ProblemType(OURS + slug, status, title);
  }

  private static ProblemType blank(int status, String title) {
    return new ProblemType("about:blank", status, title);
  }
}

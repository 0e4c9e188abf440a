package dev.liveorders.http;

import dev.liveorders.http.connection.ConnectionGuards;
import dev.liveorders.http.handler.WatchHandler;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.live.Hub;
import dev.liveorders.live.Interest;
import dev.liveorders.model.Quoted;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.net.RFC3986;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A WebSocket to {@code /orders/:category}. Comes before the router, whose requests make wrapped sockets that the hub cannot
 * take over. What cannot be a category's name is watched like one that does not exist: silently, until the client switches.
 */
public final class SocketUpgrade implements Handler<HttpServerRequest> {
  private static final String PATH = "/orders/";
  private static final String VERSION = "13";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private final Hub hub;

  SocketUpgrade(Hub hub) {
    this.hub = hub;
  }

  /** Whether a request wants to become a WebSocket (RFC 6455 section 4.2.1); HTTP/1.0 has no upgrades. */
  public static boolean isAskedFor(HttpServerRequest request) {
    String upgrade = request.getHeader(HttpHeaders.UPGRADE);
    return upgrade != null
        && upgrade.equalsIgnoreCase("websocket")
        && request.version() == HttpVersion.HTTP_1_1
        && request.method() == HttpMethod.GET;
  }

  @Override
  public void handle(HttpServerRequest request) {
    checkHandshake(request);
    Interest interest = interest(request);
    ConnectionGuards.onUpgrade(request.connection());
    hub.watchBySocket(request, interest);
  }

  /** What a handshake must have, said in our words before Vert.x says it in others. */
  private static void checkHandshake(HttpServerRequest request) {
    String connection = String.join(",", request.headers().getAll(HttpHeaders.CONNECTION));
    if (Arrays.stream(connection.split(",")).noneMatch(SocketUpgrade::isUpgrade)) {
      throw bad("the Connection header is " + Quoted.of(connection)
          + ", not Upgrade; a proxy in between must pass it on");
    }
    String version = request.getHeader("Sec-WebSocket-Version");
    if (!VERSION.equals(version)) {
      throw new Problem(
              ProblemType.UPGRADE_REQUIRED,
              "WebSocket version " + Quoted.of(version) + " is not spoken here")
          .with("Sec-WebSocket-Version", VERSION)
          .toException();
    }
    String key = request.getHeader("Sec-WebSocket-Key");
    if (key == null || !KEY.matcher(key).matches()) {
      throw bad("the Sec-WebSocket-Key " + Quoted.of(key) + " is not 16 bytes in base64");
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && !length.equals("0")
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      throw new Problem(ProblemType.BAD_REQUEST, "a handshake has no body")
          .closing()
          .toException();
    }
  }

  private static boolean isUpgrade(String token) {
    return token.strip().equalsIgnoreCase("upgrade");
  }

  private static Interest interest(HttpServerRequest request) {
    String path = request.path();
    if (!path.startsWith(PATH) || path.indexOf('/', PATH.length()) >= 0) {
      throw new Problem(
              ProblemType.NOT_FOUND,
              "WebSockets are at /orders/:category, not at " + Quoted.of(path))
          .toException();
    }
    try {
      return WatchHandler.interest(
          RFC3986.decodeURIComponent(path.substring(PATH.length()), false), request);
    } catch (IllegalArgumentException e) {
      throw bad("the path is malformed: " + e.getMessage());
    }
  }

  private static ProblemException bad(String why) {
    return new Problem(ProblemType.BAD_REQUEST, why).toException();
  }
}

package dev.liveorders.http;

import dev.liveorders.http.access.Readers;
import dev.liveorders.http.access.ShownToken;
import dev.liveorders.http.connection.ConnectionGuards;
import dev.liveorders.http.handler.ListReader;
import dev.liveorders.http.handler.SubscriptionReader;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.limits.ClientUse;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.websocket.WebSocketTakeover;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.model.Quoted;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.net.RFC3986;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upgrade of {@code /orders/:category}, {@code /orders} and the lists of what sells to a {@link ServerWebSocket}.
 * Comes before the router, whose requests make wrapped sockets that cannot be taken over. A name that can be no
 * category's is watched like one that does not exist: silently, until the client switches.
 */
final class SocketUpgrade {
  private static final Logger log = LoggerFactory.getLogger(SocketUpgrade.class);
  private static final String PATH = "/orders";
  private static final String WEBSOCKET = "websocket";
  private static final String KEY_HEADER = "Sec-WebSocket-Key";
  private static final String PROTOCOL_HEADER = "Sec-WebSocket-Protocol";
  private static final String VERSION = "13";

  /** Behind what a proxy did to a handshake. */
  private static final String PROXY_REMEDY =
      "; a proxy in between must forward it: for nginx set proxy_http_version 1.1,"
          + " proxy_set_header Upgrade $http_upgrade and proxy_set_header Connection upgrade";

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private final SubscriptionReader subscriptions;
  private final ListReader lists;
  private final Readers readers;
  private final Watching watching;
  private final BiConsumer<ServerWebSocket, Admission> sockets;

  /** Takes what a watcher needs from the limits of its client, null for one that is not limited, or throws. */
  interface Watching {
    ClientUse take(HttpServerRequest request, Subscription subscription);
  }

  /**
   * @param hub           knows what may be watched
   * @param readers       knows who may watch
   * @param watching      asks the limits of the client
   * @param sockets gets each socket that is open, with the totals its client may watch, and takes it over at once
   */
  SocketUpgrade(
      Hub hub, Readers readers, Watching watching, BiConsumer<ServerWebSocket, Admission> sockets) {
    this.subscriptions = new SubscriptionReader(hub);
    this.lists = new ListReader(hub);
    this.readers = readers;
    this.watching = watching;
    this.sockets = sockets;
  }

  /** Tells whether a request wants to become a WebSocket, also when a proxy has taken away what it needs for that. */
  public static boolean isAskedFor(HttpServerRequest request) {
    return request.method() == HttpMethod.GET
        && (hasToken(request, HttpHeaders.UPGRADE, WEBSOCKET)
            || request.headers().contains(KEY_HEADER));
  }

  private static boolean hasToken(HttpServerRequest request, CharSequence header, String token) {
    for (String line : request.headers().getAll(header)) {
      for (String item : line.split(",")) {
        if (item.strip().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Upgrades a request, and returns the id of the key by which its reader was let in; empty where it needed none.
   *
   * @throws ProblemException when it is rejected
   */
  Optional<String> upgrade(HttpServerRequest request) {
    checkHandshake(request);
    ReadRights rights = readers.of(request);
    Admission admission = Readers.admit(subscription(request), rights);
    HttpConnection connection = request.connection();
    ClientUse use = watching.take(request, admission.subscription());
    WebSocketTakeover.prepare(connection, use);
    Optional<String> key = readers.keyId(request);
    ShownToken.hide(request);
    request.response().headers().clear(); // they would be sent with the 101
    ConnectionGuards.onUpgrade(connection);
    request
        .toWebSocket()
        .map(socket -> {
          sockets.accept(socket, admission);
          return socket;
        })
        .onFailure(cause -> {
          log.error("an upgrade failed, and its connection is closed", cause);
          WebSocketTakeover.abandon(connection);
        });
    return key;
  }

  /** Checks what a handshake must have, and says in our words what is missing. */
  private static void checkHandshake(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_1_1) {
      throw upgradeRequired("a WebSocket needs HTTP/1.1, and this request came with "
          + (request.version() == HttpVersion.HTTP_2 ? "HTTP/2" : "HTTP/1.0")
          + PROXY_REMEDY);
    }
    if (!hasToken(request, HttpHeaders.UPGRADE, WEBSOCKET)) {
      throw upgradeRequired("the Upgrade header is missing" + PROXY_REMEDY);
    }
    if (!hasToken(request, HttpHeaders.CONNECTION, "upgrade")) {
      throw upgradeRequired("the Connection header is "
          + Quoted.of(request.getHeader(HttpHeaders.CONNECTION)) + ", not Upgrade" + PROXY_REMEDY);
    }
    String version = request.getHeader("Sec-WebSocket-Version");
    if (!VERSION.equals(version)) {
      throw upgradeRequired(
          "WebSocket version " + Quoted.of(version) + " is not supported; send " + VERSION);
    }
    String key = request.getHeader(KEY_HEADER);
    if (key == null || !KEY.matcher(key).matches()) {
      throw bad("the Sec-WebSocket-Key " + Quoted.of(key) + " is not 16 bytes in base64");
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && !length.equals("0")
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      throw new Problem(ProblemType.BAD_REQUEST, "the handshake has a body; send it without one")
          .closing()
          .toException();
    }
  }

  private static ProblemException upgradeRequired(String why) {
    return new Problem(ProblemType.UPGRADE_REQUIRED, why)
        .with("Upgrade", WEBSOCKET)
        .with("Connection", "Upgrade")
        .with("Sec-WebSocket-Version", VERSION)
        .toException();
  }

  private Subscription subscription(HttpServerRequest request) {
    String path = request.path();
    String place = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    int end = place.indexOf('/', 1);
    if (end >= 0 && place.indexOf('/', end + 1) >= 0) {
      throw noSockets(path);
    }
    Optional<String> category =
        end < 0 ? Optional.empty() : Optional.of(decoded(request, place.substring(end + 1)));
    String first = end < 0 ? place : place.substring(0, end);
    if (first.equals(PATH)) {
      checkAddress(request.uri());
      return category
          .map(name -> subscriptions.ofCategory(name, request))
          .orElseGet(() -> subscriptions.ofProducts(request));
    }
    Subscription list = lists
        .watched(first.replaceFirst("/", ""), category, request)
        .orElseThrow(() -> noSockets(path));
    checkAddress(request.uri());
    checkProtocol(request);
    return list;
  }

  private static ProblemException noSockets(String path) {
    return new Problem(
            ProblemType.NOT_FOUND,
            "WebSockets are at /orders/:category, /orders, /top, /trends and /recent, not at "
                + Quoted.of(path))
        .toException();
  }

  private static String decoded(HttpServerRequest request, String segment) {
    checkAddress(request.uri());
    try {
      return RFC3986.decodeURIComponent(segment, false);
    } catch (IllegalArgumentException e) {
      throw bad("the path is malformed: " + e.getMessage());
    }
  }

  /** Checks that a client asks for the format of lists: without a subprotocol there is none. */
  private static void checkProtocol(HttpServerRequest request) {
    boolean asked = request.headers().getAll(PROTOCOL_HEADER).stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .anyMatch(protocol -> protocol.strip().equals(WireFormat.SUBPROTOCOL));
    if (!asked) {
      throw bad("a WebSocket here speaks " + WireFormat.SUBPROTOCOL
          + " only; ask for it, as in new WebSocket(url, ['" + WireFormat.SUBPROTOCOL + "'])");
    }
  }

  /**
   * Checks that an address has only characters that may stand in one (RFC 3986), as Vert.x insists on for a
   * WebSocket.
   */
  private static void checkAddress(String address) {
    try {
      new URI(address);
    } catch (URISyntaxException e) {
      throw bad("the address " + Quoted.of(address) + " is malformed: " + e.getReason()
          + " at index " + e.getIndex() + "; percent-encode it");
    }
  }

  private static ProblemException bad(String why) {
    return new Problem(ProblemType.BAD_REQUEST, why).toException();
  }
}

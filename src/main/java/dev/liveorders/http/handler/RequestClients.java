package dev.liveorders.http.handler;

import dev.liveorders.http.access.Caller;
import dev.liveorders.http.problem.LimitProblems;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.limits.Client;
import dev.liveorders.limits.ClientUse;
import dev.liveorders.limits.Clients;
import dev.liveorders.limits.ForwardedFor;
import dev.liveorders.limits.LimitReached;
import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.ListKey;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.fanout.SubscriptionCost;
import dev.liveorders.netty.VertxConnections;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Finds who sends a request, and takes what it asks for from the limits of that client. Each method throws a {@link
 * ProblemException}, 429, where a limit is reached; 503 where the node has no room.
 */
public final class RequestClients {
  private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
  private static final CharSequence FORWARDED = HttpHeaders.createOptimized("forwarded");
  private static final CharSequence REAL_IP = HttpHeaders.createOptimized("x-real-ip");

  private final Clients clients;

  public RequestClients(Clients clients) {
    this.clients = clients;
  }

  /** Takes orders, of the key and of the address; of neither, where one of them has no more. */
  void order(RoutingContext context, int count) {
    String key = context.get(Caller.KEY_ID);
    if (key != null) {
      reject(clients.order(key, count));
    }
    Optional<LimitReached> reached = of(context.request()).flatMap(client -> client.order(count));
    if (key != null && reached.isPresent()) {
      clients.giveBack(key, count);
    }
    reject(reached);
  }

  /** Takes the bytes of an answer. */
  void read(HttpServerRequest request, long bytes) {
    of(request).ifPresent(client -> reject(client.read(bytes)));
  }

  /**
   * Takes what a new watcher needs.
   *
   * @return what it has taken, to be given back at its end; null for a client that is not limited
   */
  public ClientUse watch(HttpServerRequest request, Board board, Subscription subscription) {
    Optional<ClientUse> use = use(request);
    if (subscription.key().orElse(null) instanceof ListKey list
        && !board.lists().hasRoomFor(use.map(ClientUse::client).orElse(null), list)) {
      throw new Problem(
              ProblemType.NODE_FULL,
              "this node has no room for one more list of categories or products, or this client"
                  + " follows as many as it may; close some, or retry later; /top, /trends and"
                  + " /recent of the whole shop can be followed all the same")
          .toException();
    }
    use.ifPresent(limited -> {
      Optional<LimitReached> reached =
          limited.connect().or(() -> SubscriptionCost.take(limited, board, subscription));
      if (reached.isPresent()) {
        limited.end();
        reject(reached);
      }
    });
    return use.orElse(null);
  }

  /** Returns the address of who sends a request, for the log: behind a trusted proxy the one that it names. */
  public String address(HttpServerRequest request) {
    return peer(request)
        .map(peer -> clients.isProxy(peer) ? behind(peer, request) : peer)
        .map(NetUtil::toAddressString)
        .orElse("an address that is not known");
  }

  private static void reject(Optional<LimitReached> limit) {
    limit.ifPresent(reached -> {
      throw LimitProblems.of(reached).toException();
    });
  }

  private Optional<ClientUse> use(HttpServerRequest request) {
    return peer(request)
        .flatMap(peer -> clients.isProxy(peer)
            ? clients.at(behind(peer, request)).map(clients::shared)
            : clients
                .at(peer)
                .map(request.version() == HttpVersion.HTTP_2 ? clients::shared : clients::direct));
  }

  private Optional<Client> of(HttpServerRequest request) {
    return peer(request)
        .flatMap(peer -> clients.at(clients.isProxy(peer) ? behind(peer, request) : peer));
  }

  private static Optional<InetAddress> peer(HttpServerRequest request) {
    return VertxConnections.channel(request.connection()).remoteAddress()
            instanceof InetSocketAddress peer
        ? Optional.of(peer.getAddress())
        : Optional.empty();
  }

  /**
   * Tells whether a proxy, any at all, says that it speaks for somebody on another machine, or for whom it does not
   * know. It may add one of these headers, and pass on the others as the client wrote them.
   */
  public static boolean isFromElsewhere(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return headers.contains(FORWARDED_FOR) && isElsewhere(headers.getAll(FORWARDED_FOR), List.of())
        || headers.contains(FORWARDED) && isElsewhere(List.of(), headers.getAll(FORWARDED))
        || headers.contains(REAL_IP) && isElsewhere(headers.getAll(REAL_IP), List.of());
  }

  private static boolean isElsewhere(List<String> forwardedFor, List<String> forwarded) {
    return ForwardedFor.client(forwardedFor, forwarded, InetAddress::isLoopbackAddress)
        .filter(InetAddress::isLoopbackAddress)
        .isEmpty();
  }

  /** Returns the client that a proxy speaks for; the proxy itself when it does not say. */
  private InetAddress behind(InetAddress proxy, HttpServerRequest request) {
    MultiMap headers = request.headers();
    return ForwardedFor.client(
            headers.getAll(FORWARDED_FOR), headers.getAll(FORWARDED), clients::isProxy)
        .orElse(proxy);
  }
}

package dev.liveorders.http.connection;

import dev.liveorders.http.problem.LimitProblems;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.limits.Client;
import dev.liveorders.limits.Clients;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Counts the connections of a node and of each client, and says which are too many. Confined to one event loop. */
final class ConnectionLimits {
  private final Clients clients;

  /** One for all connections. */
  private final ChannelFutureListener onClose;

  ConnectionLimits(Clients clients) {
    this.clients = clients;
    this.onClose = closed -> clients.disconnected();
  }

  /**
   * Counts a connection until it is closed.
   *
   * @return what its first request is answered with, if it is one too many; a trusted proxy has as many as it likes
   */
  Optional<Problem> accept(Channel channel) {
    boolean room = clients.connected();
    channel.closeFuture().addListener(onClose);
    Optional<Problem> tooMany = channel.remoteAddress() instanceof InetSocketAddress peer
            && !clients.isProxy(peer.getAddress())
        ? clients.at(peer.getAddress()).flatMap(client -> accept(channel, client))
        : Optional.empty();
    return room ? tooMany : Optional.of(full("limits.maxConnections"));
  }

  private Optional<Problem> accept(Channel channel, Client client) {
    Optional<Problem> tooMany = client.connected().map(LimitProblems::of);
    channel.closeFuture().addListener(closed -> client.disconnected());
    return tooMany.isEmpty() && !clients.mayConnectNow()
        ? Optional.of(full("limits.newConnectionsPerSecond"))
        : tooMany;
  }

  private static Problem full(String key) {
    return new Problem(
            ProblemType.NODE_FULL,
            "this node has as many connections as " + key + " allows; retry later")
        .with("Retry-After", "1");
  }
}

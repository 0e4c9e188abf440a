package dev.liveorders.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServerOptions;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one TLS port that have not said yet who they are, by a handshake and, on a port for HTTP, by
 * what a client of HTTP begins with. Each has a limited time for that, however it spends it. There is a limit of
 * their number: the address that has the most of them loses its oldest for the next. Confined to the event loop that
 * accepts.
 *
 * <p>Reason: Vert.x tells of a connection only after its handshake, and over HTTP/2 only after the client's settings.
 * Nothing counts it before that, and the timer of the part behind the handshake begins anew with each byte. The
 * transport is where Vert.x shows the bootstrap of a server. If that goes, strangers who connect and stall take
 * memory without limit.
 */
public final class Newcomers extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Newcomers.class);

  private static final AttributeKey<Runnable> ARRIVAL =
      AttributeKey.valueOf("live-orders.newcomer");

  /** Nodes are few, and prove in milliseconds that they are. */
  private static final int MAX_NODES = 128;

  /** The memory of the heap for each that there may be on a port for HTTP; one takes less than a tenth of it. */
  private static final long HEAP_BYTES = 524_288;

  private static final int MIN_CLIENTS = 256;
  private static final int MAX_CLIENTS = 8_192;

  private static final int IPV6_BYTES = 16;
  private static final int IPV6_PREFIX_BYTES = 8;

  private static final long CHECK_MILLIS = 250;
  private static final long LOG_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final int max;
  private final long timeoutNanos;

  /** True where a handshake is not enough. */
  private final boolean untilServed;

  /** In the order in which they were accepted. */
  private final Set<Newcomer> waiting = new LinkedHashSet<>();

  private final Map<Object, Integer> ofAddress = new HashMap<>();
  private ScheduledFuture<?> timer;
  private long loggedAt = System.nanoTime() - LOG_NANOS;
  private long closed;

  private record Newcomer(Channel channel, Object address, long since) {}

  Newcomers(int max, long timeoutMillis, boolean untilServed) {
    this.max = max;
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    this.untilServed = untilServed;
  }

  /** Limits those of a server that is about to listen, if it speaks TLS; the time is that of its handshake. */
  static void limit(NetServerOptions options, ServerBootstrap bootstrap) {
    if (options.isSsl()) {
      boolean http = options instanceof HttpServerOptions;
      long millis = options.getSslHandshakeTimeoutUnit().toMillis(options.getSslHandshakeTimeout());
      bootstrap.handler(new Newcomers(http ? maxClients() : MAX_NODES, millis, http));
    }
  }

  private static int maxClients() {
    long byHeap = Runtime.getRuntime().maxMemory() / HEAP_BYTES;
    return (int) Math.max(MIN_CLIENTS, Math.min(MAX_CLIENTS, byHeap));
  }

  /** Tells that a connection of a port for HTTP has said who it is; of any other it does nothing. Thread safe. */
  public static void onServed(Channel channel) {
    Runnable arrival = channel.attr(ARRIVAL).getAndSet(null);
    if (arrival != null) {
      arrival.run();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timer = ctx.executor()
        .scheduleWithFixedDelay(
            () -> check(System.nanoTime()), CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    timer.cancel(false);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    Channel channel = (Channel) accepted;
    if (waiting.size() >= max) {
      closeOneOfTheMost();
    }
    Newcomer newcomer = new Newcomer(channel, address(channel.remoteAddress()), System.nanoTime());
    waiting.add(newcomer);
    ofAddress.merge(newcomer.address(), 1, Integer::sum);
    Runnable arrival = () -> forgetLater(ctx.executor(), newcomer);
    channel.closeFuture().addListener(end -> arrival.run());
    if (untilServed) {
      channel.attr(ARRIVAL).set(arrival);
    } else {
      channel.pipeline().addLast(new Handshake(arrival));
    }
    ctx.fireChannelRead(accepted);
  }

  /** Returns what a connection counts for: an address, of IPv6 its /64, of which who has one has all. */
  private static Object address(SocketAddress peer) {
    if (peer instanceof InetSocketAddress at && at.getAddress() instanceof Inet6Address ipv6) {
      byte[] network = Arrays.copyOf(ipv6.getAddress(), IPV6_PREFIX_BYTES);
      return NetUtil.bytesToIpAddress(Arrays.copyOf(network, IPV6_BYTES)) + "/64";
    }
    return peer instanceof InetSocketAddress at ? at.getAddress() : String.valueOf(peer);
  }

  private void forgetLater(EventExecutor accepting, Newcomer newcomer) {
    try {
      accepting.execute(() -> forget(newcomer));
    } catch (RejectedExecutionException ended) {
      // the port is gone, and with it who counts
    }
  }

  private void forget(Newcomer newcomer) {
    if (waiting.remove(newcomer)) {
      ofAddress.merge(newcomer.address(), -1, (count, one) -> count == 1 ? null : count + one);
    }
  }

  private void closeOneOfTheMost() {
    Object address =
        Collections.max(ofAddress.entrySet(), Map.Entry.comparingByValue()).getKey();
    waiting.stream()
        .filter(newcomer -> newcomer.address().equals(address))
        .findFirst()
        .ifPresent(this::close);
    long now = System.nanoTime();
    closed++;
    if (now - loggedAt >= LOG_NANOS) {
      loggedAt = now;
      log.warn(
          "{} connections were closed that had not said yet who they are, as more than {} were open at once, most of them from"
              + " {}",
          closed,
          max,
          address);
      closed = 0;
    }
  }

  /** Closes those whose time is over. */
  void check(long now) {
    List<Newcomer> late = new ArrayList<>();
    for (Newcomer newcomer : waiting) {
      if (now - newcomer.since() < timeoutNanos) {
        break;
      }
      late.add(newcomer);
    }
    late.forEach(this::close);
  }

  private void close(Newcomer newcomer) {
    forget(newcomer);
    if (newcomer.channel().isRegistered()) {
      newcomer.channel().close();
    } else {
      newcomer.channel().unsafe().closeForcibly(); // its event loop has not even seen it
    }
  }

  /** Waits for the end of a handshake, in the pipeline of the connection. */
  private static final class Handshake extends ChannelInboundHandlerAdapter {
    private final Runnable arrival;

    Handshake(Runnable arrival) {
      this.arrival = arrival;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      SslHandler tls = ctx.pipeline().get(SslHandler.class);
      tls.handshakeFuture().addListener(done -> arrival.run());
      ctx.fireChannelActive();
      ctx.pipeline().remove(this);
    }
  }
}

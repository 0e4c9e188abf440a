package dev.liveorders.bench;

import dev.liveorders.netty.ClientTransport;
import dev.liveorders.netty.DescriptorShortage;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The event loop of every connection of a load, and how the thread that leads the measurement speaks to it. */
final class LoadLoop implements AutoCloseable {
  private static final int READ_BYTES = 8_192;
  private static final int CONNECT_MILLIS = 30_000;
  private static final long POLL_MILLIS = 5;

  /** A loopback address has some 28,000 ports to connect from. */
  private static final int CONNECTIONS_FROM_ONE_ADDRESS = 20_000;

  private final EventLoopGroup group;

  /** Those that are open: a loop that ends would leave them so. */
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  private final Class<? extends Channel> channel;

  private final AtomicInteger handshakes = new AtomicInteger();

  /** Made when first needed, for targets that are all alike. */
  private SslContext tls;

  LoadLoop() {
    ClientTransport transport = ClientTransport.best();
    group = new MultiThreadIoEventLoopGroup(1, transport.ioHandler());
    channel = transport.channel();
  }

  /**
   * Connects.
   *
   * @param receiveBuffer bytes of the socket's receive buffer; 0 for the kernel's default
   * @param ordinal       which connection to this target it is, from 0
   */
  ChannelFuture connect(Target target, ChannelHandler handler, int receiveBuffer, int ordinal) {
    Bootstrap bootstrap = new Bootstrap()
        .group(group)
        .channel(channel)
        .handler(
            target.isTls()
                ? TargetTls.before(handler, tls(target), target, handshakes.incrementAndGet())
                : handler)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES));
    if (receiveBuffer > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, receiveBuffer);
    }
    if (target.onLoopback() && ordinal >= CONNECTIONS_FROM_ONE_ADDRESS) {
      int address = 1 + ordinal / CONNECTIONS_FROM_ONE_ADDRESS;
      bootstrap.localAddress(new InetSocketAddress("127.0.0." + address, 0));
    }
    ChannelFuture connecting = bootstrap.connect(target.host(), target.port());
    channels.add(connecting.channel());
    return connecting;
  }

  private synchronized SslContext tls(Target target) {
    if (tls == null) {
      tls = TargetTls.context(target);
    }
    return tls;
  }

  /** Connects all of {@code handlers} and waits until they are. */
  void connectAll(Target target, List<? extends ChannelHandler> handlers)
      throws InterruptedException {
    List<ChannelFuture> connecting = new ArrayList<>();
    for (ChannelHandler handler : handlers) {
      connecting.add(connect(target, handler, 0, connecting.size()));
    }
    for (ChannelFuture connected : connecting) {
      if (!connected.await().isSuccess()) {
        throw new BenchException(
            "cannot connect to " + target.url() + ": " + reason(connected.cause()));
      }
    }
  }

  /** Runs something on the loop and waits for what it gives. */
  <T> T call(Callable<T> task) throws InterruptedException {
    try {
      return group.submit(task).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BenchException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  void run(Runnable task) throws InterruptedException {
    call(() -> {
      task.run();
      return null;
    });
  }

  /** Runs something every so often, until the loop ends. */
  void every(long millis, Runnable task) {
    group.scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Runs something once, after a while. */
  void later(long millis, Runnable task) {
    group.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until something is so.
   *
   * @param condition asked on the loop
   * @return whether it was within the time
   */
  boolean await(long millis, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!call(condition::getAsBoolean)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }

  /** The reason why a connection was not made, with a remedy where we know one. */
  static String reason(Throwable cause) {
    if (cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException)) {
      return "nothing listens there";
    }
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return DescriptorShortage.isCauseOf(root)
        ? "too many open files; each watcher is one here and one in the server: ulimit -n 100000"
        : cause.toString();
  }

  @Override
  public void close() {
    channels.close().awaitUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

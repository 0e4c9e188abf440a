package dev.liveorders.app.rehearsal;

import dev.liveorders.config.AppConfig;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * The clients of a rehearsal: shops that order, watchers that stay, visitors that come and go, and readers. Each
 * connection is bound to its port before it connects, so that the server knows its clients by their ports. Confined
 * to one event loop, except {@link #isOne}.
 */
final class ScratchClients {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int SHOPS = 24;
  private static final int WATCHERS = 96;
  private static final int VISITORS = 8;
  private static final int READERS = 2;

  private final Vertx vertx;
  private final ContextInternal context;
  private final Bootstrap bootstrap;

  /** Asked on the event loop of the server. */
  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

  private final ChannelGroup channels;
  private final Promise<Rehearsal.Outcome> over;

  /** Those that wait for an answer, or for their first totals. */
  private final Set<Channel> waiting = new HashSet<>();

  private InetSocketAddress server;
  private long enough;
  private boolean leaving;
  private long answers;
  private long rejected;
  private long watchers;

  ScratchClients(Vertx vertx) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.over = context.promise();
    this.channels = new DefaultChannelGroup(context.nettyEventLoop());
    this.bootstrap = new Bootstrap()
        .group(context.nettyEventLoop())
        .channelFactory(((VertxInternal) vertx).transport().channelFactory(false))
        .option(ChannelOption.SO_REUSEADDR, true) // else nobody listens on their ports for a minute
        .option(ChannelOption.TCP_NODELAY, true);
  }

  /** Tells whether a peer is a client of this rehearsal. May be called on any thread. */
  boolean isOne(SocketAddress peer) {
    return ports.contains(peer.port());
  }

  /**
   * Lets all come and be busy for a time, or until enough was answered.
   *
   * @param begun completes when the time begins
   */
  Future<Rehearsal.Outcome> run(int port, AppConfig.Rehearsal extent, Future<?> begun) {
    server = new InetSocketAddress(LOOPBACK, port);
    enough = extent.requests() > 0 ? extent.requests() : EnoughRequests.ofThisJvm();
    context.runOnContext(start -> {
      if (leaving) {
        return;
      }
      begun.onComplete(now -> leaveAfter(extent.time()));
      for (int i = 0; i < WATCHERS; i++) {
        connect(new WatchingClient(this, ScratchRequests.watch(i)));
      }
      for (int i = 0; i < SHOPS; i++) {
        connect(new AskingClient(this, ScratchRequests.ofShop(i)));
      }
      for (int i = 0; i < READERS; i++) {
        connect(new AskingClient(this, ScratchRequests.ofReader()));
      }
      for (int i = 0; i < VISITORS; i++) {
        comeAndGo(i);
      }
    });
    return over.future();
  }

  private void leaveAfter(Duration time) {
    try {
      vertx.setTimer(time.toMillis(), timeIsOver -> leave());
    } catch (RejectedExecutionException | IllegalStateException gone) {
      // all of them have left, and their Vert.x is closed
    }
  }

  private void comeAndGo(int ordinal) {
    Channel visitor = connect(new VisitingClient(this, ScratchRequests.watch(ordinal)));
    visitor.closeFuture().addListener(closed -> {
      if (!leaving) {
        comeAndGo(ordinal);
      }
    });
  }

  private Channel connect(ChannelHandler client) {
    Channel channel = bootstrap.clone().handler(client).register().channel();
    channels.add(channel);
    waiting.add(channel);
    channel.closeFuture().addListener(closed -> onDone(channel));
    channel.bind(new InetSocketAddress(LOOPBACK, 0)).addListener(bound -> {
      if (bound.isSuccess()) {
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        ports.add(port);
        channel.closeFuture().addListener(closed -> ports.remove(port));
        channel
            .connect(server)
            .addListener(connected -> failUnless(connected.isSuccess(), connected.cause()));
      } else {
        failUnless(false, bound.cause());
      }
    });
    return channel;
  }

  private void failUnless(boolean success, Throwable cause) {
    if (!success && !leaving) {
      leaving = true;
      over.tryFail(cause);
    }
  }

  /**
   * Lets nobody ask any more. All leave once each has its answer, so that the server rejects nothing.
   * May be called on any thread.
   */
  void leave() {
    try {
      context.runOnContext(turn -> {
        leaving = true;
        leaveWhenNobodyWaits();
      });
    } catch (RejectedExecutionException gone) {
      // their event loop has ended, as all of them have left
    }
  }

  private void leaveWhenNobodyWaits() {
    if (leaving && waiting.isEmpty()) {
      channels.close().addListener(closed -> over.tryComplete(outcome()));
    }
  }

  private void onDone(Channel channel) {
    if (waiting.remove(channel)) {
      leaveWhenNobodyWaits();
    }
  }

  private Rehearsal.Outcome outcome() {
    return new Rehearsal.Outcome(answers, rejected, watchers);
  }

  /** Tells what has been rehearsed so far. May be called on any thread. */
  Future<Rehearsal.Outcome> soFar() {
    Promise<Rehearsal.Outcome> told = context.promise();
    context.runOnContext(turn -> told.complete(outcome()));
    return told.future();
  }

  /**
   * A request was answered.
   *
   * @return whether its client is to ask again
   */
  boolean onAnswer(Channel channel, boolean success) {
    answers++;
    if (!success) {
      rejected++;
    }
    leaving |= answers >= enough;
    if (leaving) {
      onDone(channel);
    }
    return !leaving;
  }

  void onShown(Channel channel) {
    watchers++;
    onDone(channel);
  }
}

package dev.liveorders.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.LogCapture;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A port at which many connect and say nothing lets in whoever speaks. */
class NewcomersTest {
  private static final int MAX = 3;
  private static final long TIMEOUT_MILLIS = 30_000;

  private final Newcomers newcomers = new Newcomers(MAX, TIMEOUT_MILLIS, true);
  private final EmbeddedChannel port = new EmbeddedChannel(newcomers);

  @AfterEach
  void close() {
    port.finishAndReleaseAll();
  }

  private Channel accept(String address) {
    Channel channel = new EmbeddedChannel() {
      @Override
      protected SocketAddress remoteAddress0() {
        return new InetSocketAddress(address, 40_000);
      }
    };
    port.writeInbound(channel);
    assertThat(port.<Channel>readInbound()).isSameAs(channel);
    return channel;
  }

  private void serve(Channel channel) {
    Newcomers.onServed(channel);
    port.runPendingTasks();
  }

  @Test
  void theAddressThatHasTheMostLosesItsOldestForTheNext() {
    try (LogCapture log = new LogCapture()) {
      Channel honest = accept("192.0.2.1");
      Channel first = accept("192.0.2.66");
      Channel second = accept("192.0.2.66");
      Channel other = accept("192.0.2.2");
      assertThat(first.isOpen()).isFalse();
      serve(honest);
      Channel third = accept("192.0.2.66");
      accept("192.0.2.66");
      accept("192.0.2.66");
      assertThat(second.isOpen()).isFalse();
      assertThat(third.isOpen()).isFalse();
      assertThat(honest.isOpen()).isTrue();
      assertThat(other.isOpen()).isTrue();
      assertThat(log.messages())
          .filteredOn(line -> line.contains("had not said yet who they are"))
          .singleElement()
          .asString()
          .contains("192.0.2.66");
    }
  }

  /** Whoever has one address of IPv6 has 2^64, and could be somebody else with each connection. */
  @Test
  void anIpv6ClientIsItsNetwork() {
    Channel honest = accept("2001:db8:1:1::1");
    Channel first = accept("2001:db8:66:66::1");
    Channel second = accept("2001:db8:66:66:ffff::2");
    Channel third = accept("2001:db8:66:66::3");
    accept("2001:db8:66:66:abcd::4");
    assertThat(first.isOpen()).isEqualTo(second.isOpen()).isFalse();
    assertThat(third.isOpen()).isEqualTo(honest.isOpen()).isTrue();
  }

  @Test
  void whoHasSaidWhoHeIsOrHasLeftTakesNoPlace() {
    Channel known = accept("192.0.2.1");
    serve(known);
    Channel closed = accept("192.0.2.1");
    closed.close();
    port.runPendingTasks();
    Channel waiting = accept("192.0.2.1");
    accept("192.0.2.2");
    accept("192.0.2.3");
    assertThat(known.isOpen()).isEqualTo(waiting.isOpen()).isTrue();
    accept("192.0.2.4");
    assertThat(known.isOpen()).isTrue();
    assertThat(waiting.isOpen()).isFalse();
  }

  @Test
  void whoTakesTooLongIsClosedAndWhoIsKnownIsNot() {
    Channel known = accept("192.0.2.1");
    Channel silent = accept("192.0.2.1");
    serve(known);
    long later = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
    newcomers.check(later - TimeUnit.SECONDS.toNanos(10));
    assertThat(silent.isOpen()).isTrue();
    newcomers.check(later);
    assertThat(silent.isOpen()).isFalse();
    assertThat(known.isOpen()).isTrue();
  }

  /** As a node ends, its event loops do in any order. */
  @Test
  void whoLeavesWhenThePortIsGoneIsNotSpokenOf() throws Exception {
    EventLoopGroup accepting = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    EventLoopGroup serving = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    LocalAddress address = new LocalAddress(NewcomersTest.class);
    try (LogCapture log = new LogCapture()) {
      new ServerBootstrap()
          .group(accepting, serving)
          .channel(LocalServerChannel.class)
          .handler(new Newcomers(MAX, TIMEOUT_MILLIS, true))
          .childHandler(new Newborn(accepted))
          .bind(address)
          .sync();
      new Bootstrap()
          .group(serving)
          .channel(LocalChannel.class)
          .handler(new Newborn(new CompletableFuture<>()))
          .connect(address)
          .sync();
      Channel channel = accepted.get(10, TimeUnit.SECONDS);
      accepting.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
      channel.close().sync();
      assertThat(log.entries()).noneMatch(LogCapture.Entry::isWarning);
    } finally {
      accepting.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      serving.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
  }

  /** Tells of a channel that has been opened. */
  private static final class Newborn extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<Channel> opened;

    Newborn(CompletableFuture<Channel> opened) {
      this.opened = opened;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      opened.complete(ctx.channel());
    }
  }
}

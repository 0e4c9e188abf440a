package dev.liveorders.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes past Netty's queue, and what may not. */
class DirectSendTest {
  private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
  private EventLoopGroup loops;

  @AfterEach
  void stop() throws Exception {
    if (loops != null) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void bytesArriveAndTheBufferStaysAsItWas() throws Exception {
    Channel server = listenByEpoll();
    try (Socket client = connect(server)) {
      Channel channel = accepted.get(10, TimeUnit.SECONDS);
      ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer();
      ByteBufUtil.writeAscii(bytes, "..total");
      bytes.skipBytes(2);

      int sent =
          DirectSend.send(DirectSend.socketBehind(channel.pipeline().context("last")), bytes);

      assertThat(sent).isEqualTo(5);
      assertThat(client.getInputStream().readNBytes(5))
          .isEqualTo("total".getBytes(StandardCharsets.US_ASCII));
      assertThat(bytes.readableBytes()).isEqualTo(5);
      assertThat(bytes.refCnt()).isEqualTo(1);
      bytes.release();
    }
  }

  @Test
  void whoDoesNotReadIsSentNoMoreThanTheSystemTakes() throws Exception {
    Channel server = listenByEpoll();
    try (Socket client = connect(server)) {
      Channel channel = accepted.get(10, TimeUnit.SECONDS);
      ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer().writeZero(1 << 16);
      io.netty.channel.unix.Socket socket =
          DirectSend.socketBehind(channel.pipeline().context("last"));
      long sent = 0;
      int last = bytes.readableBytes();
      while (last == bytes.readableBytes()) {
        last = DirectSend.send(socket, bytes);
        sent += last;
      }
      assertThat(DirectSend.send(socket, bytes)).isZero();
      assertThat(client.getInputStream().readNBytes((int) sent)).hasSize((int) sent);
      bytes.release();
    }
  }

  @Test
  void whereAHandlerHasToSeeTheBytesThereIsNoWayPastIt() throws Exception {
    Channel server = listenByEpoll();
    try (Socket client = connect(server)) {
      Channel channel = accepted.get(10, TimeUnit.SECONDS);
      channel.pipeline().addFirst("reading", new ChannelInboundHandlerAdapter());
      assertThat(DirectSend.socketBehind(channel.pipeline().context("last"))).isNotNull();
      channel.pipeline().addFirst("writing", new ChannelOutboundHandlerAdapter());
      assertThat(DirectSend.socketBehind(channel.pipeline().context("last"))).isNull();
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void otherTransportsHaveNoSuchWay() {
    EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    assertThat(DirectSend.socketBehind(channel.pipeline().firstContext())).isNull();
    channel.close();
  }

  private Channel listenByEpoll() throws InterruptedException {
    assumeTrue(Epoll.isAvailable());
    loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    return new ServerBootstrap()
        .group(loops)
        .channel(EpollServerSocketChannel.class)
        .childHandler(new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast("last", new ChannelInboundHandlerAdapter());
            accepted.complete(channel);
          }
        })
        .bind("127.0.0.1", 0)
        .sync()
        .channel();
  }

  private static Socket connect(Channel server) throws IOException {
    InetSocketAddress address = (InetSocketAddress) server.localAddress();
    return new Socket(address.getAddress(), address.getPort());
  }
}

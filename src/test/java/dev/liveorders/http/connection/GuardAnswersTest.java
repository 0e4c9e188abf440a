package dev.liveorders.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Answers that close, on connections that are closed already. */
class GuardAnswersTest {
  /** Writes when it is asked to close, as the handler of Vert.x does. */
  private static final class ClosingWithAWord extends ChannelOutboundHandlerAdapter {
    private ChannelFuture last;

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      last = ctx.write(Unpooled.EMPTY_BUFFER);
      ctx.close(promise);
    }
  }

  /** Takes nothing, as a channel does between its end and that of its pipeline. */
  private static final class HungUp extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      promise.setFailure(new ClosedChannelException());
    }
  }

  @Test
  void anAnswerToWhomHasHungUpIsReleasedOnce() {
    ClosingWithAWord vertx = new ClosingWithAWord();
    EmbeddedChannel channel = new EmbeddedChannel(new HungUp(), new HttpResponseEncoder(), vertx);
    FullHttpResponse answer = new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        HttpResponseStatus.OK,
        Unpooled.copiedBuffer("x", StandardCharsets.UTF_8));
    ChannelFuture written =
        channel.writeAndFlush(answer, channel.newPromise().addListener(GuardAnswers.CLOSE));
    channel.runPendingTasks();
    channel.checkException();
    assertThat(written.isSuccess()).isFalse();
    assertThat(answer.refCnt()).isZero();
    assertThat(vertx.last.cause()).isInstanceOf(ClosedChannelException.class);
  }
}

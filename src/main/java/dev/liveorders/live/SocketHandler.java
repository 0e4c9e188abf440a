package dev.liveorders.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What arrives on an open WebSocket, in place of the handler that Vert.x puts there: that one keeps 12 KiB for each socket.
 * Netty's decoder before it checks framing, masking, opcodes and the order of fragments (RFC 6455 section 5); this one does
 * the rest: messages of several fragments, UTF-8, limits, pings and the closing handshake.
 */
final class SocketHandler extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(SocketHandler.class);

  private final SocketWatcher watcher;
  private final int largestMessage;

  /** The fragments of a message so far; null between messages. */
  private ByteBuf fragments;

  /** Most sockets never say anything, and need none. */
  private CommandPace pace;

  SocketHandler(SocketWatcher watcher, int largestMessage) {
    this.watcher = watcher;
    this.largestMessage = largestMessage;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      watcher.heardAt = watcher.hub().now();
      if (message instanceof WebSocketFrame frame) {
        onFrame(ctx, frame);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onFrame(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (!(frame instanceof PongWebSocketFrame)) {
      pace().count(ctx);
    }
    if (frame instanceof CloseWebSocketFrame close) {
      watcher.answerClose(close);
    } else if (watcher.isClosing() || frame instanceof PongWebSocketFrame) {
      return;
    } else if (frame instanceof PingWebSocketFrame ping) {
      answerPing(ctx, ping);
    } else if (frame instanceof BinaryWebSocketFrame) {
      watcher.close(CloseReason.BINARY);
    } else {
      onText(ctx, frame);
    }
  }

  /** A client that sends pings and reads nothing gets no answer, rather than our memory. */
  private void answerPing(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
    if (watcher.isWritable()) {
      ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()), ctx.voidPromise());
      watcher.noteWhetherFull();
    }
  }

  private void onText(ChannelHandlerContext ctx, WebSocketFrame frame) {
    int length =
        frame.content().readableBytes() + (fragments == null ? 0 : fragments.readableBytes());
    if (length > largestMessage) {
      forgetFragments();
      watcher.close(CloseReason.tooLarge(largestMessage));
    } else if (frame.isFinalFragment() && fragments == null) {
      onMessage(ctx, frame.content());
    } else {
      if (fragments == null) {
        fragments = Unpooled.buffer(length, largestMessage);
      }
      fragments.writeBytes(frame.content());
      if (frame.isFinalFragment()) {
        ByteBuf message = fragments;
        fragments = null;
        onMessage(ctx, message);
      }
    }
  }

  private void onMessage(ChannelHandlerContext ctx, ByteBuf message) {
    try {
      onCommand(
          ctx, StandardCharsets.UTF_8.newDecoder().decode(message.nioBuffer()).toString());
    } catch (CharacterCodingException notUtf8) {
      watcher.close(CloseReason.NOT_UTF8);
    }
  }

  private void onCommand(ChannelHandlerContext ctx, String text) {
    Interest interest;
    try {
      interest = Command.parse(text);
    } catch (IllegalArgumentException e) {
      watcher.hub().onBadCommand(watcher, text, e.getMessage());
      return;
    }
    watcher.countSwitch();
    pace().turnTo(ctx, interest);
  }

  private CommandPace pace() {
    if (pace == null) {
      pace = new CommandPace(watcher);
    }
    return pace;
  }

  private void forgetFragments() {
    fragments = null;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    forgetFragments();
    watcher.hub().gone(watcher);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException violation) {
      boolean tooLarge = violation.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
      watcher.fail(
          tooLarge
              ? CloseReason.tooLarge(largestMessage)
              : CloseReason.protocolError(violation.getMessage()));
    } else {
      log.debug("socket {} closed: {}", ctx.channel().remoteAddress(), cause.toString());
      ctx.close();
    }
  }
}

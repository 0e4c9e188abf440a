package dev.liveorders.live.websocket;

import io.netty.buffer.ByteBuf;
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
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reader of an open WebSocket, in place of the handler of Vert.x, which keeps 12 KiB for each socket. Netty's
 * decoder before it checks framing, masking, opcodes and the order of fragments (RFC 6455 section 5). This one does
 * the rest: messages of several fragments, UTF-8, limits, pings and the closing handshake. Confined to the event loop
 * of its {@link WebSocketWatcher}.
 */
final class WebSocketFrameHandler extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(WebSocketFrameHandler.class);

  private final WebSocketWatcher watcher;
  private final int maxMessageBytes;

  /** Of a message that has begun; null between messages, and for those of one frame. */
  private Fragments fragments;

  /** Most sockets never say anything, and need none. */
  private CommandThrottle throttle;

  WebSocketFrameHandler(WebSocketWatcher watcher, int maxMessageBytes) {
    this.watcher = watcher;
    this.maxMessageBytes = maxMessageBytes;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      watcher.heardFrom();
      if (message instanceof WebSocketFrame frame) {
        if (!(message instanceof PongWebSocketFrame)) {
          throttle().count(frame.isFinalFragment(), frame.content().readableBytes());
        }
        onFrame(ctx, frame);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onFrame(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame close) {
      onClose(close);
    } else if (watcher.isClosing() || frame instanceof PongWebSocketFrame) {
      return;
    } else if (frame instanceof PingWebSocketFrame ping) {
      answerPing(ctx, ping);
    } else if (frame instanceof BinaryWebSocketFrame) {
      watcher.close(CloseReason.BINARY);
    } else {
      onText(frame);
    }
  }

  /** The decoder lets some codes pass that must not be sent, and reasons that are cut off. */
  private void onClose(CloseWebSocketFrame close) {
    ByteBuf content = close.content();
    if (!content.isReadable()) {
      watcher.answerClose(close);
    } else if (!CloseReason.mayBeSent(close.statusCode())) {
      violated(CloseReason.protocolError("a close code that must not be sent"));
    } else if (!isUtf8(content.slice(2, content.readableBytes() - 2))) {
      violated(CloseReason.NOT_UTF8);
    } else {
      watcher.answerClose(close);
    }
  }

  /** A client that sends pings and reads nothing gets no answer, rather than our memory. */
  private void answerPing(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
    if (watcher.isWritable()) {
      ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()), ctx.voidPromise());
      watcher.noteWhetherFull(null);
    }
  }

  private void onText(WebSocketFrame frame) {
    ByteBuf content = frame.content();
    int before = fragments == null ? 0 : fragments.length();
    if (before + content.readableBytes() > maxMessageBytes) {
      reject(CloseReason.tooLarge(maxMessageBytes));
    } else if (!frame.isFinalFragment() || fragments != null) {
      onFragment(content, frame.isFinalFragment());
    } else if (isUtf8(content)) {
      onCommand(content.toString(StandardCharsets.UTF_8));
    } else {
      reject(CloseReason.NOT_UTF8);
    }
  }

  private void onFragment(ByteBuf content, boolean last) {
    if (fragments == null) {
      fragments = new Fragments(maxMessageBytes);
    }
    if (!fragments.add(content, last)) {
      reject(CloseReason.NOT_UTF8);
    } else if (last) {
      String text = fragments.bytes().toString(StandardCharsets.UTF_8);
      fragments = null;
      onCommand(text);
    }
  }

  private static boolean isUtf8(ByteBuf bytes) {
    Utf8Check check = new Utf8Check();
    return check.accepts(bytes) && check.isComplete();
  }

  private void reject(CloseReason reason) {
    fragments = null;
    watcher.close(reason);
  }

  private void onCommand(String text) {
    Command command;
    try {
      command =
          Command.parse(text, watcher.hub().config().watchAll(), watcher.hub().windows());
    } catch (IllegalArgumentException e) {
      watcher.showError("bad-command", e.getMessage());
      watcher.hub().commandLog().onIgnored(text);
      return;
    }
    if (command instanceof Command.Watch watch) {
      watcher.countSwitch();
      throttle().subscribe(watch.subscription());
    } else if (command instanceof Command.Renew renew) {
      onToken(renew.token());
    }
  }

  /** Takes a new token. One without rights changes nothing: the old one goes on until it expires. */
  private void onToken(String token) {
    if (!throttle().mayRead()) {
      watcher.showError("bad-token", "too many tokens; send one before the last expires");
      return;
    }
    try {
      watcher.hub().renew(watcher, token);
    } catch (IllegalArgumentException e) {
      watcher.showError("bad-token", e.getMessage());
    }
  }

  private CommandThrottle throttle() {
    if (throttle == null) {
      throttle = new CommandThrottle(watcher);
    }
    return throttle;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fragments = null;
    watcher.onEnd();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException violation) {
      violated(reason(violation));
    } else {
      log.debug("socket {} closed: {}", ctx.channel().remoteAddress(), cause.toString());
      ctx.close();
    }
  }

  private CloseReason reason(CorruptedWebSocketFrameException violation) {
    if (violation.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
      return CloseReason.tooLarge(maxMessageBytes);
    }
    return violation.closeStatus().equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)
        ? CloseReason.NOT_UTF8
        : CloseReason.protocolError(violation.getMessage());
  }

  private void violated(CloseReason reason) {
    fragments = null;
    watcher.fail(reason);
  }
}

package dev.liveorders.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The end of HTTP on a connection, and the beginning of frames (RFC 6455 section 4.2.2). Vert.x would make some ten objects
 * for it that a watcher has no use for, and costs twice the time. Confined to the event loop of its hub.
 */
final class Handshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ";
  private static final String V1 = "\r\nSec-WebSocket-Protocol: " + Hub.SUBPROTOCOL;

  private final ChannelPipeline pipeline;
  private final WireFormat format;
  private final String key;
  private final WebSocketDecoderConfig framing;

  /**
   * @param request        an upgrade that has been checked, of which nothing is answered
   * @param largestMessage bytes of the largest frame that is read
   */
  Handshake(HttpServerRequest request, int largestMessage) {
    this.pipeline =
        ((ConnectionBase) request.connection()).channelHandlerContext().pipeline();
    this.format = asksForV1(request) ? WireFormat.V1 : WireFormat.PLAIN;
    this.key = request.getHeader("Sec-WebSocket-Key");
    this.framing = WebSocketDecoderConfig.newBuilder()
        .expectMaskedFrames(true)
        .allowExtensions(false)
        .maxFramePayloadLength(largestMessage)
        .closeOnProtocolViolation(false) // the watcher says why
        .build();
  }

  private static boolean asksForV1(HttpServerRequest request) {
    for (String header : request.headers().getAll("Sec-WebSocket-Protocol")) {
      for (String protocol : header.split(",")) {
        if (protocol.strip().equals(Hub.SUBPROTOCOL)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Answers, and has frames written from now on. The answer is sent with what comes next. */
  WebSocketWatcher answer(Hub hub, int largestMessage) {
    ChannelHandlerContext http = pipeline.context("httpEncoder");
    http.write(switching(), http.voidPromise());
    pipeline.replace("httpEncoder", "wsencoder", new WebSocket13FrameEncoder(false));
    WebSocketWatcher watcher = new WebSocketWatcher(hub, pipeline.context("wsencoder"), format);
    pipeline.replace("handler", "watcher", new WebSocketFrameHandler(watcher, largestMessage));
    return watcher;
  }

  /** Reads frames from now on; what the client has sent behind its request is read at once. */
  void readFrames() {
    pipeline.replace("httpDecoder", "wsdecoder", new WebSocket13FrameDecoder(framing));
    pipeline.channel().flush();
  }

  private ByteBuf switching() {
    String answer = SWITCHING + accept(key) + (format == WireFormat.V1 ? V1 : "") + "\r\n\r\n";
    return Unpooled.wrappedBuffer(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private static String accept(String key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1")
          .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}

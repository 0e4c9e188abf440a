package dev.liveorders.http;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.connection.LoopbackAddresses;
import dev.liveorders.live.wire.WireFormat;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;

/** The options of an HTTP server, apart from TLS. */
final class ServerOptions {
  /** Room for the longest /orders?ids=…: 200 ids of 64 characters, with three for each comma. */
  private static final int MAX_INITIAL_LINE_BYTES = 16_384;

  private static final int ACCEPT_BACKLOG = 4_096;

  private ServerOptions() {}

  /** Makes those that a configuration asks for. */
  static HttpServerOptions of(AppConfig config) {
    return new HttpServerOptions()
        .setHost(LoopbackAddresses.first(config.http().host()))
        .setPort(sharedPort(config.http().port()))
        .setAcceptBacklog(ACCEPT_BACKLOG)
        .setMaxInitialLineLength(MAX_INITIAL_LINE_BYTES)
        .setMaxHeaderSize(config.http().maxHeaderBytes())
        .setHandle100ContinueAutomatically(false)
        .setHttp2ClearTextEnabled(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setWebSocketSubProtocols(List.of(WireFormat.SUBPROTOCOL))
        .setMaxWebSocketFrameSize(config.live().maxCommandBytes())
        .setStrictThreadMode(true);
  }

  /** Vert.x lets servers share any free port that is asked for by the same negative number, but not by 0. */
  private static int sharedPort(int port) {
    return port == 0 ? -1 : port;
  }
}

package dev.liveorders.netty;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

/**
 * Vert.x's decoder of requests, which also rejects a request with both a length and a chunked body. Netty would drop the length,
 * and a proxy before us may have seen another end of the request (request smuggling, RFC 9112 section 11.2).
 *
 * <p>Reason: no option of Vert.x or Netty asks for this. If {@code VertxHttpRequestDecoder} goes, so does the rejection, or
 * Vert.x's limits and its cheap headers with it, if Netty's decoder takes its place.
 */
public final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  /** Decodes within the limits of {@code options}. */
  public StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
  }
}

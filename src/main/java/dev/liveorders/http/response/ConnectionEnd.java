package dev.liveorders.http.response;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** The end of a connection behind an answer. */
public final class ConnectionEnd {
  private ConnectionEnd() {}

  /**
   * Has the connection end with an answer. Said as the head is written, since Vert.x would else promise the opposite
   * to a client of HTTP/1.0 that asked to keep the connection.
   */
  public static void behind(HttpServerResponse response) {
    response.headersEndHandler(
        writing -> response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
  }
}

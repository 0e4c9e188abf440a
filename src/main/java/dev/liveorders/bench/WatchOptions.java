package dev.liveorders.bench;

import dev.liveorders.model.PathSegment;
import io.netty.buffer.ByteBuf;

/**
 * The options of a watcher.
 *
 * @param protocol      what a watcher speaks
 * @param path          like {@code /orders/electronics}
 * @param filtered      whether a watcher asks for its product only
 * @param headers       further ones of the handshake, each with its end of line
 * @param receiveBuffer bytes of the socket's receive buffer; 0 for the kernel's default
 */
record WatchOptions(
    Protocol protocol, String path, boolean filtered, String headers, int receiveBuffer) {
  /** The extensions that a browser offers. */
  private static final String DEFLATE =
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

  private static final String EVENTS = "Accept: text/event-stream\r\n";
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1\r\n";
  /** The protocol that carries totals to a watcher. */
  enum Protocol {
    WEBSOCKET,
    HTTP
  }

  static WatchOptions plain(String category, boolean offerDeflate) {
    return new WatchOptions(
        Protocol.WEBSOCKET, path(category), false, offerDeflate ? DEFLATE : "", 0);
  }

  static WatchOptions v1(String category) {
    return new WatchOptions(Protocol.WEBSOCKET, path(category), false, V1, 0);
  }

  /** By Server-Sent Events. */
  static WatchOptions events(String category) {
    return new WatchOptions(Protocol.HTTP, path(category), false, EVENTS, 0);
  }

  /** Once, as JSON, by a connection that is kept. */
  static WatchOptions once(String category) {
    return new WatchOptions(Protocol.HTTP, path(category), false, "", 0);
  }

  private static String path(String category) {
    return "/orders/" + PathSegment.of(category);
  }

  /** The same, of the watcher's product only. */
  WatchOptions ofItsProduct() {
    return new WatchOptions(protocol, path, true, headers, receiveBuffer);
  }

  /** The same, with windows beside each total. */
  WatchOptions withWindows(String windows) {
    return new WatchOptions(
        protocol, with("windows=" + PathSegment.of(windows)), filtered, headers, receiveBuffer);
  }

  private String with(String parameter) {
    return path + (path.indexOf('?') < 0 ? '?' : '&') + parameter;
  }

  /** The same, from where a client was before. */
  WatchOptions resuming(String epoch, String since) {
    return new WatchOptions(
        protocol, with("epoch=" + epoch + "&since=" + since), filtered, headers, receiveBuffer);
  }

  WatchOptions withReceiveBuffer(int bytes) {
    return new WatchOptions(protocol, path, filtered, headers, bytes);
  }

  WatchConnection connection(WatchConnection.Owner owner, SoldProduct product) {
    return protocol == Protocol.WEBSOCKET
        ? new WatchSocket(owner, product)
        : new WatchResponse(owner, product);
  }

  ByteBuf request(Target target, SoldProduct product) {
    String address = filtered ? with("ids=" + PathSegment.of(product.id())) : path;
    return protocol == Protocol.WEBSOCKET
        ? WatchSocket.handshake(target, address, headers)
        : WatchResponse.request(target, address, headers);
  }
}

package dev.liveorders.app.rehearsal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The requests of a rehearsal, as bytes that are sent again and again. They are of the demo's catalogue. */
final class ScratchRequests {
  private static final List<String> PRODUCTS = List.of("A1", "A2", "B1");

  /** RFC 6455 section 4.1; the key is the one of its example. */
  private static final String UPGRADE = """
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      """;

  private static final String EVENTS = "Accept: text/event-stream\n";
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1\n";

  private ScratchRequests() {}

  /** The orders of a shop: most of them single, some with a key, some of several products. */
  static List<ByteBuf> ofShop(int ordinal) {
    String product = "/orders/" + PRODUCTS.get(ordinal % PRODUCTS.size());
    ByteBuf single = post(product, "", "{\"amount\":1}");
    ByteBuf keyed = post(product, "Idempotency-Key: shop-" + ordinal + "\n", "{\"amount\":1}");
    ByteBuf batch = post(
        "/orders",
        "",
        "[{\"id\":\"A1\",\"amount\":1},{\"id\":\"B1\",\"amount\":2,\"orderId\":\"shop-" + ordinal
            + "\"}]");
    List<ByteBuf> requests = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      requests.addAll(List.of(single, single, single, keyed));
    }
    requests.add(batch);
    return requests;
  }

  /** The page and all that JSON is read of, and changes of the catalogue. */
  static List<ByteBuf> ofReader() {
    return List.of(
        get("/", ""),
        get("/orders/electronics", ""),
        get("/orders?ids=A1,B1", ""),
        get("/products/electronics", ""),
        get("/products/electronics/A1", ""),
        get("/categories", ""),
        get("/health/ready", ""),
        send("PUT", "/categories/rehearsal", "", "{\"title\":\"Rehearsal\",\"prefix\":\"R\"}"),
        post("/products/rehearsal", "", "{\"name\":\"Rake\",\"rrp\":\"12.00\"}"),
        send("PATCH", "/products/electronics/A1", "", "{\"info\":\"rehearsed\"}"));
  }

  /** The request of a watcher: plain and v1 sockets, of a category or of some products, and event streams in turn. */
  static ByteBuf watch(int ordinal) {
    return switch (ordinal % 8) {
      case 0 -> get("/orders/electronics", EVENTS);
      case 1 -> get("/orders?ids=A1,B1", UPGRADE + V1);
      case 2, 4, 6 -> get("/orders/electronics", UPGRADE + V1);
      default -> get("/orders/electronics", UPGRADE);
    };
  }

  private static ByteBuf post(String path, String headers, String json) {
    return send("POST", path, headers, json);
  }

  private static ByteBuf get(String path, String headers) {
    return bytes("GET " + path + " HTTP/1.1\nHost: localhost\n" + headers + "\n");
  }

  private static ByteBuf send(String method, String path, String headers, String json) {
    return bytes(method + " " + path + " HTTP/1.1\nHost: localhost\n" + headers
        + "Content-Type: application/json\nContent-Length: " + json.length() + "\n\n" + json);
  }

  /** Each line ends as HTTP wants it; a body has no line end. */
  private static ByteBuf bytes(String text) {
    return Unpooled.unreleasableBuffer(
        Unpooled.copiedBuffer(text.replace("\n", "\r\n"), StandardCharsets.US_ASCII));
  }
}

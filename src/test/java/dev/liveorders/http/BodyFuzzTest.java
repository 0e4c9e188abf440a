package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import dev.liveorders.orders.OrdersVerticle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are nearly right: never our fault, and a rejected one leaves nothing behind. */
class BodyFuzzTest {
  private static final long SEED = 20_260_101;
  private static final int REQUESTS = 300;
  private static final String EVIL =
      "{}[]\":,0123456789.eE+-\\ultrfanse \u0000\n\u00e9\ud83d\ude80'`<>/";
  /** Where a body belongs, and a right one. */
  private record Right(String target, String body) {}

  private static final List<Right> RIGHT = List.of(
      new Right("POST /orders/A1", "{\"amount\":3}"),
      new Right("POST /orders/A1", "{\"amount\":-1,\"orderId\":\"o-1\",\"id\":\"A1\"}"),
      new Right("POST /orders", "[{\"id\":\"A1\",\"amount\":2},{\"id\":\"B1\",\"amount\":1}]"),
      new Right(
          "POST /products/electronics",
          "{\"name\":\"Fan\",\"rrp\":\"12.50\",\"info\":\"x\",\"unit\":\"pcs\"}"),
      new Right(
          "PATCH /products/electronics/A2",
          "{\"name\":\"Fan\",\"rrp\":1.5,\"tags\":[1,{\"a\":null}]}"),
      new Right("PUT /categories/toys", "{\"title\":\"Toys\",\"prefix\":\"T\"}"));

  @TempDir
  Path folder;

  @Test
  void nothingIsEverHalfApplied() throws Exception {
    System.out.println("BodyFuzzTest: seed " + SEED);
    Random random = new Random(SEED);
    try (LogCapture log = new LogCapture();
        TestNode node = new TestNode()
            .with("store", new JsonObject().put("url", "sqlite:" + folder.resolve("orders.db")))) {
      node.deploy(new OrdersVerticle()).startReady();
      log.entries().clear();
      try (RawClient wire = node.connect()) {
        String state = state(wire);
        int accepted = 0;
        for (int i = 0; i < REQUESTS; i++) {
          Right right = RIGHT.get(random.nextInt(RIGHT.size()));
          boolean elsewhere = random.nextInt(5) == 0;
          String target =
              elsewhere ? RIGHT.get(random.nextInt(RIGHT.size())).target() : right.target();
          byte[] body = mutate(right.body().getBytes(StandardCharsets.UTF_8), random);
          String what =
              "request " + i + ": " + target + " " + new String(body, StandardCharsets.UTF_8);
          Answer answer = send(wire, target, body);
          assertThat(answer.status()).as(what).isBetween(200, 499);
          String after = state(wire);
          if (answer.status() >= 400 || isRejectedBatch(target, answer)) {
            assertThat(after).as(what).isEqualTo(state);
          }
          accepted += answer.status() < 300 ? 1 : 0;
          state = after;
        }
        assertThat(accepted).isBetween(REQUESTS / 10, REQUESTS * 9 / 10);
      }
      assertThat(log.warnings()).isEmpty();
    }
  }

  private static boolean isRejectedBatch(String target, Answer answer) {
    return target.equals("POST /orders")
        && answer.array().stream().noneMatch(item -> ((JsonObject) item).getBoolean("ok"));
  }

  private static Answer send(RawClient wire, String target, byte[] body) throws Exception {
    wire.send(target
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length + "\r\n\r\n");
    return wire.send(body).answer();
  }

  private static byte[] mutate(byte[] body, Random random) {
    byte[] evil = EVIL.getBytes(StandardCharsets.UTF_8);
    StringBuilder bytes = new StringBuilder(new String(body, StandardCharsets.ISO_8859_1));
    for (int times = random.nextInt(4); times > 0 && bytes.length() > 0; times--) {
      int at = random.nextInt(bytes.length());
      char replacement =
          (char) ((random.nextInt(8) == 0 ? random.nextInt(256) : evil[random.nextInt(evil.length)])
              & 0xFF);
      switch (random.nextInt(4)) {
        case 0 -> bytes.setCharAt(at, replacement);
        case 1 -> bytes.insert(at, replacement);
        case 2 -> bytes.deleteCharAt(at);
        default ->
          bytes.insert(at, bytes.substring(at, Math.min(bytes.length(), at + random.nextInt(12))));
      }
    }
    return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Totals, products and categories: all that a request could have changed. */
  private static String state(RawClient wire) throws Exception {
    JsonArray state = new JsonArray();
    for (String path : List.of(
        "/orders/electronics", "/orders/confectionery", "/products/electronics", "/categories")) {
      state.add(wire.send(TestNode.text("GET", path, null)).answer().body());
    }
    return state.encode();
  }
}

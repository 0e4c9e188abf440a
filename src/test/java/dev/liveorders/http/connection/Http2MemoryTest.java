package dev.liveorders.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawHttp2;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.limits.NodeBudget;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node with little memory for requests and answers under way, and clients of HTTP/2 that take more. */
@Timeout(60)
class Http2MemoryTest {
  /** Of the answer of a category, beyond every window that a client begins with. */
  private static final int ANSWER = 400_000;

  private static final long MEMORY = 3L * ANSWER;
  private static final int PRODUCTS = 400;

  @TempDir
  Path folder;

  private TestNode node;
  private NodeBudget memory;

  @BeforeEach
  void start() throws Exception {
    node = new TestNode(new JsonObject().put("maxBodyBytes", (int) MEMORY / 3))
        .with(Certificate.create(folder, "localhost"));
    memory = NodeBudget.of(node.vertx(), "requests", MEMORY);
    node.orders()
        .on("live-orders.board", request -> request.reply(ScriptedOrders.boardOf(PRODUCTS, ANSWER)))
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 0)));
    node.startReady();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private boolean isNothingUnderWay() {
    return memory.used() < ANSWER / 2;
  }

  @Test
  void answersThatNobodyTakesCountAndTheOldestAreEnded() throws Exception {
    try (LogCapture log = new LogCapture();
        RawHttp2 raw = RawHttp2.connect(node, RawHttp2.INITIAL_WINDOW_SIZE, 0)) {
      raw.get(1, "/products/electronics").get(3, "/products/electronics");
      Await.until("two wait", () -> memory.used() > 2 * ANSWER);
      raw.get(5, "/products/electronics").get(7, "/products/electronics");
      Await.until("the oldest are ended", () -> log.messages().stream()
          .anyMatch(line -> line.contains("limits.requestMemoryPercent")));
      assertThat(memory.used()).isLessThanOrEqualTo(MEMORY);
      assertThat(node.get("/products/electronics").body().length()).isGreaterThan(ANSWER);
    }
    Await.until("all is given back", this::isNothingUnderWay);
  }

  @Test
  void ofBodiesThatDoNotEndTheOldestAreRejected() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      for (int stream = 1; stream <= 7; stream += 2) {
        raw.post(stream, "/orders/A1").data(stream, "{", false);
      }
      assertThat(raw.readUntil(RawHttp2.DATA, 1).text()).contains("out-of-room");
      raw.data(7, "\"amount\":3}", true);
      assertThat(raw.readUntil(RawHttp2.DATA, 7).text()).contains("\"ok\":true");
    }
    Await.until("all is given back", this::isNothingUnderWay);
  }

  @Test
  void answersThatAreTakenCountNoLonger() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node, RawHttp2.INITIAL_WINDOW_SIZE, Integer.MAX_VALUE)) {
      raw.widen(0, Integer.MAX_VALUE - 65_535);
      for (int stream = 1; stream <= 41; stream += 2) {
        raw.get(stream, "/products/electronics");
        int asked = stream;
        raw.readUntil(frame -> frame.stream() == asked && frame.ends());
      }
    }
    Await.until("all is given back", this::isNothingUnderWay);
  }
}

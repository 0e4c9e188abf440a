package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The id of a request in its answer, its problem and its log lines, and the line that each request has on demand. */
class RequestIdTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01";
  private static TestNode node;

  @BeforeAll
  static void start() {
    node = scripted(new TestNode().with("log", new JsonObject().put("access", true)));
  }

  private static TestNode scripted(TestNode node) {
    node.orders().withBoard();
    return node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String idOf(Answer problem) {
    String id = problem.json().getString("requestId");
    assertThat(problem.header("x-request-id")).isEqualTo(id);
    return id;
  }

  private static LogCapture.Entry lineOf(LogCapture log, String id) {
    return Await.until(
        "the line of " + id,
        () -> log.entries().stream()
            .filter(entry -> id.equals(entry.fields().get("http.request.id")))
            .findFirst()
            .orElse(null),
        found -> found != null);
  }

  @Test
  void aProblemHasTheIdThatTheRequestCameWith() throws Exception {
    assertThat(idOf(node.get("/nowhere", "X-Request-Id: shop-17.a:b_c")))
        .isEqualTo("shop-17.a:b_c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two words",
        "\"quoted\"",
        "caf\u00e9",
        "",
        "<b>",
        "01234567890123456789012345678901234567890123456789012345678901234"
      })
  void anIdThatIsNotSaneIsReplacedByANewOne(String id) throws Exception {
    String first = idOf(node.get("/nowhere", "X-Request-Id: " + id));
    assertThat(first).matches("[0-9a-f]{16}");
    assertThat(idOf(node.get("/nowhere", "X-Request-Id: " + id))).isNotEqualTo(first);
  }

  @Test
  void withoutAnIdItIsThatOfTheTrace() throws Exception {
    assertThat(idOf(node.get("/nowhere", PARENT))).isEqualTo(TRACE);
    assertThat(idOf(node.get("/nowhere", PARENT, "X-Request-Id: own"))).isEqualTo("own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-" + TRACE,
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "ff-" + TRACE + "-00f067aa0ba902b7-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
      })
  void aTraceThatIsMalformedIsNone(String parent) throws Exception {
    assertThat(idOf(node.get("/nowhere", "traceparent: " + parent))).matches("[0-9a-f]{16}");
  }

  @Test
  void whatIsRejectedBeforeItIsReadHasAnIdAsWell() throws Exception {
    try (RawClient client = node.connect()) {
      Answer answer = client.send("GET / HTTP/1.7\r\nHost: localhost\r\n\r\n").answer(false);
      assertThat(answer.status()).isEqualTo(505);
      assertThat(idOf(answer)).matches("[0-9a-f]{16}");
    }
    try (RawClient client = node.connect()) {
      Answer answer = client
          .send("GET / HTTP/1.7\r\nHost: localhost\r\nX-Request-Id: shop-1.7\r\n\r\n")
          .answer(false);
      assertThat(idOf(answer)).isEqualTo("shop-1.7");
    }
  }

  @Test
  void whatNeverArrivesHasNotTheIdOfTheRequestBefore() throws Exception {
    try (TestNode brief =
            scripted(new TestNode(new JsonObject().put("requestTimeoutMillis", 100)));
        RawClient client = brief.connect()) {
      client.send(TestNode.text("GET", "/categories", null, "X-Request-Id: answered"));
      assertThat(client.answer(false).status()).isEqualTo(200);
      Answer late = client.send("GET /categories HTTP/1.1\r\n").answer(false);
      assertThat(late.status()).isEqualTo(408);
      assertThat(idOf(late)).matches("[0-9a-f]{16}");
    }
    try (TestNode brief =
            scripted(new TestNode(new JsonObject().put("requestTimeoutMillis", 100)));
        RawClient client = brief.connect()) {
      Answer late = client
          .send("POST /orders/A1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "X-Request-Id: half\r\nContent-Length: 20\r\n\r\n{")
          .answer(false);
      assertThat(late.status()).isEqualTo(408);
      assertThat(idOf(late)).isEqualTo("half");
    }
  }

  @Test
  void anAnswerHasALineOfItsOwnWithoutItsQuery() throws Exception {
    try (LogCapture log = new LogCapture()) {
      Answer answer =
          node.get("/categories?at-least=0&note=secret", "X-Request-Id: list-1", PARENT);
      assertThat(answer.header("x-request-id")).isEqualTo("list-1");
      LogCapture.Entry line = lineOf(log, "list-1");
      assertThat(line.message())
          .matches(
              "GET \"/categories\" 200, \\d+ bytes, \\d+ ms, key none, request list-1, from 127\\.0\\.0\\.1");
      assertThat(line.fields())
          .containsAllEntriesOf(Map.of(
              "http.request.method", "GET",
              "url.path", "/categories",
              "http.response.status_code", "200",
              "source.ip", "127.0.0.1",
              "trace.id", TRACE))
          .containsKeys("event.duration", "http.response.bytes");
    }
  }

  @Test
  void whatIsAnsweredBeforeTheRouterHasALineToo() throws Exception {
    try (LogCapture log = new LogCapture()) {
      node.get("/", "Host: evil.example", "X-Request-Id: foreign-1");
      assertThat(lineOf(log, "foreign-1").message()).startsWith("GET \"/\" 403, ");
      node.request("OPTIONS", "*", null, "X-Request-Id: options-1");
      assertThat(lineOf(log, "options-1").message()).contains(" 204, ");
    }
  }

  @Test
  void aSocketHasALineAtItsBeginningAndItsHandshakeNoNewHeader() throws Exception {
    try (LogCapture log = new LogCapture();
        RawClient client = node.connect()) {
      Answer head = client
          .send(TestNode.text(
              "GET",
              "/orders/electronics",
              null,
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "X-Request-Id: socket-1"))
          .head();
      assertThat(head.headers()).doesNotContainKey("x-request-id");
      assertThat(lineOf(log, "socket-1").message()).startsWith("GET \"/orders/electronics\" 101, ");
    }
  }

  @Test
  void aStreamHasALineAtItsEnd() throws Exception {
    try (LogCapture log = new LogCapture()) {
      try (RawClient client = node.connect()) {
        Answer head = client
            .send(TestNode.text(
                "GET",
                "/orders/electronics",
                null,
                "Accept: text/event-stream",
                "X-Request-Id: events-1"))
            .head();
        assertThat(head.status()).isEqualTo(200);
        assertThat(fieldsOf(log)).doesNotContain("events-1");
      }
      assertThat(lineOf(log, "events-1").message()).startsWith("GET \"/orders/electronics\" 200, ");
    }
  }

  private static List<String> fieldsOf(LogCapture log) {
    return log.entries().stream()
        .map(entry -> entry.fields().get("http.request.id"))
        .toList();
  }

  @Test
  void withoutTheKeyThereIsNoLineAndNoHeader() throws Exception {
    try (TestNode silent = scripted(new TestNode());
        LogCapture log = new LogCapture()) {
      Answer answer = silent.get("/categories", "X-Request-Id: list-2");
      assertThat(answer.headers()).doesNotContainKey("x-request-id");
      node.get("/categories", "X-Request-Id: list-3"); // comes later, and has a line
      lineOf(log, "list-3");
      assertThat(fieldsOf(log)).doesNotContain("list-2");
    }
  }
}

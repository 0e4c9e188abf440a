package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every answer has, whatever it says: its time, its version, and a connection that ends where that is in doubt.
 */
class AnswersTest {
  private static final String ORDER = "{\"amount\":3}";

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode();
    new ScriptedOrders(node.vertx())
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 42)));
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of(TestNode.text("GET", "/orders/electronics", null), 200),
        Arguments.of(TestNode.text("GET", "/", null), 200),
        Arguments.of(
            TestNode.text("GET", "/orders/electronics", null, "Accept: text/event-stream"), 200),
        Arguments.of(TestNode.text("GET", "/orders/electronics", null, "If-None-Match: *"), 304),
        Arguments.of(TestNode.text("POST", "/orders/A1", ORDER), 200),
        Arguments.of(TestNode.text("OPTIONS", "/orders/A1", null), 204),
        Arguments.of(TestNode.text("GET", "/nothing/here", null), 404),
        Arguments.of(TestNode.text("GET", "/", null, "Host: evil.example"), 403),
        Arguments.of("GET / HTTP/1.1\r\nHost: localhost\r\nBad Name: a\r\n\r\n", 400),
        Arguments.of("GET / HTTP/3.0\r\nHost: localhost\r\n\r\n", 505),
        Arguments.of("\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 200),
        Arguments.of("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void saysWhenItWasMade(String request, int status) throws Exception {
    try (RawClient wire = node.connect()) {
      Answer head = wire.send(request).head();
      assertThat(head.status()).isEqualTo(status);
      assertThat(head.headers().get("date")).hasSize(1);
      Instant made = ZonedDateTime.parse(head.header("date"), DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant();
      assertThat(made).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
      assertThat(head.header("date"))
          .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT");
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void doesNotSayWhatMadeIt(String request, int status) throws Exception {
    try (RawClient wire = node.connect()) {
      RawClient sent = wire.send(request);
      Answer answer = status < 400 ? sent.head() : sent.answer();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by", "via");
      assertThat(answer.body()).doesNotContainIgnoringCase("vert.x", "netty", "exception");
    }
  }

  @Test
  void aClientOfTheOldVersionIsToldThatItsConnectionEnds() throws Exception {
    try (RawClient wire = node.connect()) {
      Answer answer = wire.send("GET /categories HTTP/1.0\r\n\r\n").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(wire.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aClientOfTheOldVersionMayKeepItsConnection() throws Exception {
    try (RawClient wire = node.connect()) {
      for (int request = 0; request < 3; request++) {
        Answer answer = wire.send("GET /categories HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            .answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("connection")).isEqualTo("keep-alive");
      }
    }
  }

  /** Also for a client that asked to keep the connection. */
  @ParameterizedTest
  @CsvSource({
    "'POST /orders/A1 HTTP/1.0|Content-Type: application/json|Content-Length: 9999999||', 413",
    "'POST /orders/A1 HTTP/1.0|Content-Type: application/json|Expect: a-miracle|Content-Length: 12||', 417",
    "'POST /nothing/here HTTP/1.0|Expect: 100-continue|Content-Length: 12||', 404",
    "'BREW /orders/A1 HTTP/1.0|Content-Length: 12||', 501",
    "'CONNECT localhost:80 HTTP/1.1|Host: localhost:80||', 501",
    "'TRACE / HTTP/1.1|Host: localhost||', 501",
    "'get / HTTP/1.1|Host: localhost||', 501",
    "'POST /orders/A1 HTTP/1.1|Host: localhost|Transfer-Encoding: gzip, chunked||', 501",
  })
  void whereTheEndIsInDoubtTheConnectionEnds(String request, int status) throws Exception {
    try (RawClient wire = node.connect()) {
      String head = request.replace("|", "\r\n");
      String kept = head.replaceFirst("\r\n", "\r\nConnection: keep-alive\r\n");
      Answer answer = wire.send(kept).answer();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
      assertThat(answer.header("connection")).isEqualTo("close");
      wire.send(ORDER);
      assertThat(wire.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TRACE, 'there are GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'",
    "BREW, 'there are GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'",
    "get, methods are written in capitals: GET",
    "Post, methods are written in capitals: POST",
    "brew, 'there are GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'",
  })
  void anUnknownMethodIsToldItsRemedy(String method, String remedy) throws Exception {
    assertThat(node.request(method, "/orders", null).json().getString("detail"))
        .isEqualTo("the method \"" + method + "\" is not implemented; " + remedy);
  }

  @ParameterizedTest
  @CsvSource({
    "*, 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS', ''",
    "/orders/A1, 'GET, HEAD, POST, OPTIONS', ''",
    "/products/electronics/A1, 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS', application/json",
    "/electronics, 'GET, HEAD, POST, OPTIONS', ''",
    "/index.html, 'GET, HEAD, OPTIONS', ''",
  })
  void optionsTellsWhatThereIs(String target, String allow, String patch) throws Exception {
    Answer answer = node.request("OPTIONS", target, null);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("allow")).isEqualTo(allow);
    assertThat(answer.header("accept-patch")).isEqualTo(patch);
  }

  @Test
  void aChangeInAnotherFormIsToldTheRightOne() throws Exception {
    Answer answer =
        node.request("PATCH", "/products/electronics/A1", "x", "Content-Type: text/plain");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("accept-patch")).isEqualTo("application/json");
  }

  /** What a proxy leaves of a handshake, and what it must be told. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0|Upgrade: websocket|Connection: Upgrade",
        "HTTP/1.0|Upgrade: websocket|Connection: keep-alive",
        "HTTP/1.0|Connection: close",
        "HTTP/1.1|Connection: close",
        "HTTP/1.1|Connection: Upgrade",
        "HTTP/1.1|Upgrade: h2c|Connection: Upgrade",
        "HTTP/1.1|Upgrade: websocket|Connection: keep-alive",
        "HTTP/1.1|Upgrade: websocket"
      })
  void aHandshakeThatAProxyHasSpoiltSaysHowTheProxyIsSet(String rest) throws Exception {
    try (RawClient wire = node.connect()) {
      Answer answer = wire.send(
              "GET /orders/electronics " + rest.replace("|", "\r\n")
                  + "\r\nHost: localhost\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
          .answer();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(426);
      assertThat(answer.header("upgrade")).isEqualTo("websocket");
      assertThat(answer.header("sec-websocket-version")).isEqualTo("13");
      assertThat(answer.json().getString("detail"))
          .contains("proxy_http_version 1.1", "proxy_set_header Upgrade $http_upgrade");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/orders/electronics",
        "HTTP://LOCALHOST:80/orders/electronics?x=1",
        "https://localhost:443/orders/electronics"
      })
  void aTargetMayNameTheHost(String target) throws Exception {
    assertThat(node.get(target).json().getString("category")).isEqualTo("electronics");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders/electronics",
        "/products/electronics",
        "/categories",
        "/electronics",
        "/health/live",
        "/health/ready",
        "/nothing"
      })
  void headIsGetWithoutTheBody(String path) throws Exception {
    Answer get = node.get(path);
    Answer head = node.request("HEAD", path, null);
    assertThat(head.status()).isEqualTo(get.status());
    assertThat(head.headersButDate()).isEqualTo(get.headersButDate());
  }
}

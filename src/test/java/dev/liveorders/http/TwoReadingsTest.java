package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What two programs could read as different requests: answered, closed, and what comes behind it is never read. */
class TwoReadingsTest {
  private static final String POST =
      "POST /orders/A1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static final String ORDER = "{\"amount\":3}";

  private static TestNode node;
  private static ScriptedOrders orders;

  @BeforeAll
  static void start() {
    node = new TestNode();
    orders = node.orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 42)));
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /** Requests of which two programs could make two; each is a right one but for that. */
  static Stream<String> ambiguous() {
    String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
    String old = POST.replace("HTTP/1.1", "HTTP/1.0") + "Connection: keep-alive\r\n";
    String get = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    Stream<String> sizes = Stream.of(
        "10000000c",
        "100000000c",
        " c",
        "\tc",
        "c ",
        "c garbage",
        "c;",
        "c;;a",
        "c;a=",
        "c;=b",
        "c;a b",
        "+c",
        "0xc",
        "-c",
        "",
        ";a",
        "c\u0000",
        "ffffffffffffffff");
    return Stream.of(
            sizes.map(size -> chunked + size + "\r\n{\"amount\":3}\r\n0\r\n\r\n"),
            Stream.of(
                chunked + "c\n{\"amount\":3}\r\n0\r\n\r\n",
                old + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                old + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                old + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                old + "Content-Length: 12\r\nContent-Length: 2\r\n\r\n{\"amount\":3}",
                old + "Content-Length: 12, 2\r\n\r\n{\"amount\":3}",
                POST + "Content-Length: 12\r\nContent-Length: 12\r\n\r\n{\"amount\":3}",
                POST + "Content-Length: 12, 12\r\n\r\n{\"amount\":3}",
                POST + "Content-Length: +12\r\n\r\n{\"amount\":3}",
                POST + "Content-Length: \r\n\r\n",
                POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: \r\n\r\n0\r\n\r\n"),
            Stream.of("\u0000", "\u0001", "\u007f", " ", "\t", "\n", "\r", "\r\r\n", "\u00ff")
                .map(before -> before + get + "\r\n"),
            Stream.of("G\u0000ET", "G\u0001ET", "GET\u007f", "G\u00c9T", "G(T", "\"GET\"")
                .map(method -> get.replace("GET", method) + "\r\n"),
            Stream.of("GET  /", "GET\t/", "GET /\u0000", "GET /\u0007x", "GET /\u007f", "GET / ")
                .map(begin -> get.replace("GET /", begin) + "\r\n"),
            Stream.of(
                    "HTTB/1.1",
                    "http/1.1",
                    "HTTP/1.1x",
                    "HTTP/01.1",
                    "HTTP/1",
                    "HTTP/1.1 ",
                    "x HTTP/1.1",
                    "HTTP/-1.1")
                .map(version -> get.replace("HTTP/1.1", version) + "\r\n"),
            Stream.of(
                    ": a",
                    "\u00e9: a",
                    "X\u0080: a",
                    "X\u00ff: a",
                    "X\u0000: a",
                    "X : a",
                    "X\t: a",
                    "no colon",
                    "(X): a")
                .map(field -> get + field + "\r\n\r\n"),
            Stream.of(
                    "###",
                    "",
                    "a b",
                    "a/b",
                    "a@b",
                    "localhost:x",
                    "localhost:70000",
                    "[::1",
                    "\"a\"",
                    "a,b:c")
                .map(host -> get.replace("localhost", host) + "\r\n"),
            Stream.of(
                    "http://evil.example/",
                    "https://localhost:81/",
                    "http://localhost@evil.example/",
                    "http://localhost?@evil.example/orders/electronics",
                    "http://localhost#@evil.example/orders/electronics",
                    "/orders/electronics#.png",
                    "/orders/electronics?a=#b",
                    "x",
                    "*",
                    "?a=b")
                .map(target -> get.replace("GET /", "GET " + target) + "\r\n"))
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void isAnsweredAndClosedAndNotLogged(String request) throws Exception {
    int before = orders.placed();
    String behind = TestNode.text("POST", "/orders/A1", ORDER);
    try (LogCapture log = new LogCapture();
        RawClient wire = node.connect()) {
      wire.send((request + behind).getBytes(StandardCharsets.ISO_8859_1));
      Answer answer = wire.answer();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(wire.readToEnd()).isEmpty();
      assertThat(log.messages()).isEmpty();
    }
    assertThat(node.post("/orders/A1", ORDER).status()).isEqualTo(200);
    assertThat(orders.placed())
        .as("had another been placed, it would have come before")
        .isEqualTo(before + 1);
  }
}

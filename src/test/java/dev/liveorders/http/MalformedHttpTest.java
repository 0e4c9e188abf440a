package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no HTTP, or has two readings, or is too large: answered, closed, and not worth a line in the log. */
class MalformedHttpTest {
  private static final int MAX_BODY = 1_200;
  private static final String POST =
      "POST /orders/A1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  private static TestNode node;
  private static ScriptedOrders orders;

  private int placedBefore;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode(new JsonObject().put("maxBodyBytes", MAX_BODY));
    orders = new ScriptedOrders(node.vertx())
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 42)));
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void countOrders() {
    placedBefore = orders.placed();
  }

  /** Had anything else been placed, it would have come before this order. */
  private void assertNothingPlaced() throws IOException {
    assertThat(node.post("/orders/A1", "{\"amount\":3}").status()).isEqualTo(200);
    assertThat(orders.placed()).isEqualTo(placedBefore + 1);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("nonsense\r\n\r\n", 400),
        Arguments.of("GET\r\n\r\n", 400),
        Arguments.of("GET /" + "a".repeat(17_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        Arguments.of(
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(9_000) + "\r\n\r\n", 431),
        Arguments.of(
            "GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: a\r\n".repeat(3_000) + "\r\n", 431),
        Arguments.of("GET / HTTP/1.1\r\nHost: localhost\r\nBad Name: a\r\n\r\n", 400),
        Arguments.of("GET / HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n", 400),
        Arguments.of("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505),
        Arguments.of(
            POST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        Arguments.of(POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
        Arguments.of(POST + "Content-Length: -3\r\n\r\nabc", 400),
        Arguments.of(POST + "Content-Length: 3x\r\n\r\nabc", 400),
        Arguments.of(POST + "Content-Length: 99999999999999999999\r\n\r\nabc", 400),
        Arguments.of(
            POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400),
        Arguments.of(POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        Arguments.of(POST + "Transfer-Encoding: xchunked\r\n\r\n", 400),
        Arguments.of(
            POST.replace("HTTP/1.1", "HTTP/1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400),
        Arguments.of(POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", 400),
        Arguments.of(POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n", 400),
        Arguments.of("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isAnsweredAndClosedAndNotLogged(String request, int status) throws Exception {
    try (LogCapture log = new LogCapture();
        RawClient wire = node.connect()) {
      Answer answer = wire.send(request).answer();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(answer.json().getInteger("status")).isEqualTo(status);
      assertThat(wire.isClosedByServer()).isTrue();
      assertThat(log.messages()).isEmpty();
    }
    assertNothingPlaced();
  }

  @Test
  void aRequestWithoutHostIsRejected() throws Exception {
    try (RawClient wire = node.connect()) {
      assertThat(wire.send("GET / HTTP/1.1\r\n\r\n").answer().status()).isEqualTo(400);
    }
  }

  @Test
  void theSecondRequestBehindABadOneIsNeverSeen() throws Exception {
    try (RawClient wire = node.connect()) {
      String smuggled = TestNode.text("POST", "/orders/A1", "{\"amount\":3}");
      wire.send(
          POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled);
      assertThat(wire.answer().status()).isEqualTo(400);
      assertThat(wire.isClosedByServer()).isTrue();
    }
    assertNothingPlaced();
  }

  @Test
  void anAnnouncedBodyThatIsTooLargeIsRejectedBeforeItComes() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(POST + "Expect: 100-continue\r\nContent-Length: " + (MAX_BODY + 1) + "\r\n\r\n");
      Answer answer = wire.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(wire.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aChunkedBodyThatIsTooLargeIsRejectedAsSoonAsItIs() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 3; i++) {
        wire.send("1f4\r\n" + " ".repeat(500) + "\r\n");
      }
      Answer answer = wire.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("connection")).isEqualTo("close");
      wire.send("0\r\n\r\n");
      assertThat(wire.isClosedByServer()).isTrue();
    }
  }

  @Test
  void whoGoesOnSendingAfterTheAnswerIsClosed() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(POST + "Content-Length: 100000\r\n\r\n" + " ".repeat(2_000));
      assertThat(wire.answer().status()).isEqualTo(413);
      assertThat(wire.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aBodyThatIsExpectedIsAskedFor() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(POST + "Expect: 100-continue\r\nContent-Length: 12\r\n\r\n");
      assertThat(wire.answer().status()).isEqualTo(100);
      assertThat(wire.send("{\"amount\":3}").answer().status()).isEqualTo(200);
      assertThat(wire.send(TestNode.text("GET", "/health/live", null)).answer().status())
          .isEqualTo(200);
    }
  }

  /** A client of HTTP/1.0 would take 100 for the answer (RFC 9110 section 10.1.1). */
  @Test
  void anOlderClientIsNeverAskedForItsBody() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(POST.replace("HTTP/1.1", "HTTP/1.0")
          + "Expect: 100-continue\r\nContent-Length: 12\r\n\r\n{\"amount\":3}");
      assertThat(wire.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void anUnexpectedBodyMayOrMayNotComeSoTheConnectionEnds() throws Exception {
    try (RawClient wire = node.connect()) {
      wire.send(POST.replace("/orders/A1", "/nothing/here")
          + "Expect: 100-continue\r\nContent-Length: 12\r\n\r\n");
      Answer answer = wire.answer();
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(wire.isClosedByServer()).isTrue();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (RawClient wire = node.connect()) {
      String two =
          TestNode.text("GET", "/categories", null) + TestNode.text("GET", "/nothing", null);
      wire.send(two + two);
      assertThat(wire.answer().status()).isEqualTo(200);
      assertThat(wire.answer().status()).isEqualTo(404);
      assertThat(wire.answer().status()).isEqualTo(200);
      assertThat(wire.answer().status()).isEqualTo(404);
    }
  }
}

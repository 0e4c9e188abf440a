package dev.liveorders.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The opening handshake (RFC 6455 section 4.2), and extensions that are declined (RFC 7692; Autobahn 12 and 13). */
abstract class HandshakeCases extends SocketCases {
  HandshakeCases(TestNode server) {
    super(server);
  }

  @Test
  void theAnswerIsThatOfTheExampleAndNothingElse() throws Exception {
    String head = answer(HANDSHAKE);
    assertThat(head).startsWith("http/1.1 101 ");
    assertThat(head.lines().skip(1).filter(line -> !line.isEmpty()))
        .contains(
            "upgrade: websocket",
            "connection: upgrade",
            "sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=")
        .noneMatch(line -> line.startsWith("sec-websocket-protocol"))
        .noneMatch(line -> line.startsWith("sec-websocket-extensions"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 12 | 426",
        "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 14 | 426",
        "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 0 | 426",
        "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: thirteen | 426",
        "Sec-WebSocket-Version: 13 | X-Nothing: 1 | 426",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | X-Nothing: 1 | 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | Sec-WebSocket-Key: | 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | Sec-WebSocket-Key: c2hvcnQ= | 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSE= | 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZ!== | 400",
        "HTTP/1.1 | HTTP/1.0 | 426",
        "Upgrade: websocket | Upgrade: h2c | 426",
        "Upgrade: websocket | X-Nothing: 1 | 426",
        "Connection: Upgrade | Connection: keep-alive | 426",
        "Connection: Upgrade | Connection: not-an-upgrade | 426",
        "Connection: Upgrade | X-Nothing: 1 | 426",
        "Host: localhost | X-Nothing: 1 | 400",
        "GET /orders/nowhere | GET /elsewhere | 404",
        "GET /orders/nowhere | GET /orders/nowhere/else | 404",
        "GET /orders/nowhere | GET /orders/%zz | 400",
        "GET /orders/nowhere | GET /orders/no{where} | 400",
        "GET /orders/nowhere | GET /orders/nowhere?epoch=<b7> | 400",
      })
  void aHandshakeThatIsNoneIsRejectedInHttp(String right, String wrong, int status)
      throws Exception {
    String head = answer(HANDSHAKE.replace(right, wrong));
    assertThat(head).startsWith("http/1.1 " + status + " ").contains("application/problem+json");
    assertThat(head.contains("sec-websocket-version: 13")).isEqualTo(status == 426);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "HEAD", "OPTIONS"})
  void onlyGetBecomesASocket(String method) throws Exception {
    String head = answer(HANDSHAKE.replace("GET", method));
    assertThat(head).doesNotStartWith("http/1.1 101");
    assertThat(head).matches("(?s)http/1.1 [24]\\d\\d .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  void whatDoesNotAskForASocketIsAnOrdinaryRequest(String version) throws Exception {
    String ordinary = HANDSHAKE
        .replace("HTTP/1.1", version)
        .replace("Upgrade: websocket", "Upgrade: h2c")
        .replace("Sec-WebSocket-Key:", "X-Nothing:");
    assertThat(answer(ordinary)).startsWith("http/1.1 404 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Upgrade: websocket | Upgrade: WebSocket",
        "Connection: Upgrade | Connection: keep-alive, Upgrade",
        "Connection: Upgrade | connection: uPGRADE",
        "Sec-WebSocket-Version: 13 | sec-websocket-version: 13",
        "Host: localhost | Host: LOCALHOST:3000"
      })
  void namesAndTokensHaveNoCase(String given, String also) throws Exception {
    assertThat(answer(HANDSHAKE.replace(given, also))).startsWith("http/1.1 101 ");
  }

  @Test
  void aHandshakeWithABodyIsRejectedInHttp() throws Exception {
    String withBody =
        HANDSHAKE.replace("Upgrade: websocket", "Upgrade: websocket\r\nContent-Length: 2");
    assertThat(answer(withBody + "{}")).startsWith("http/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live-orders.v1",
        "live-orders.v1, other",
        "live-orders.v2, live-orders.v1",
        "other,live-orders.v1,another"
      })
  void ourSubprotocolIsFoundAmongOthers(String offered) throws Exception {
    assertThat(answer(with("Sec-WebSocket-Protocol: " + offered)))
        .startsWith("http/1.1 101 ")
        .contains("sec-websocket-protocol: live-orders.v1\r\n");
    try (RawSocket socket =
        server.upgrade("/orders/confectionery", "Sec-WebSocket-Protocol: " + offered)) {
      assertThat(socket.readText()).startsWith("{\"type\":\"snapshot\"");
    }
  }

  @Test
  void ourSubprotocolIsFoundInTheSecondHeaderOfThatName() throws Exception {
    String offered = "Sec-WebSocket-Protocol: other\r\nSec-WebSocket-Protocol: live-orders.v1";
    assertThat(answer(with(offered)))
        .startsWith("http/1.1 101 ")
        .contains("sec-websocket-protocol: live-orders.v1\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"live-orders.v2", "LIVE-ORDERS.V1", "live-orders", ""})
  void anUnknownSubprotocolIsNotAnsweredAndThePlainFormatIsSpoken(String offered) throws Exception {
    String header = "Sec-WebSocket-Protocol: " + offered;
    assertThat(answer(with(header)))
        .startsWith("http/1.1 101 ")
        .doesNotContain("sec-websocket-protocol");
    try (RawSocket socket = server.upgrade("/orders/nowhere", header)) {
      socket.sendText(COMMAND);
      expectAnswer(socket);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "x-webkit-deflate-frame",
        "permessage-bzip2, permessage-deflate"
      })
  void compressionIsDeclinedAndACompressedFrameIsClosedWith1002(String offered) throws Exception {
    String header = "Sec-WebSocket-Extensions: " + offered;
    assertThat(answer(with(header)))
        .startsWith("http/1.1 101 ")
        .doesNotContain("sec-websocket-extensions");
    try (RawSocket socket = server.upgrade("/orders/nowhere", header)) {
      socket.sendText(COMMAND);
      expectAnswer(socket);
      socket.write(frame(FINAL | 0x40 | RawSocket.TEXT, utf8(COMMAND)));
      expectCloseOf(socket, 1002);
    }
  }

  @Test
  void theAnswerToAHandshakeHasOnlyTheHeadersOfAHandshake() throws Exception {
    String head =
        answer(with("Origin: http://localhost\r\nSec-WebSocket-Protocol: live-orders.v1"));
    assertThat(head.lines().skip(1).filter(line -> !line.isEmpty()).map(line -> line.split(":")[0]))
        .containsExactlyInAnyOrder(
            "upgrade", "connection", "sec-websocket-accept", "sec-websocket-protocol");
  }

  @Test
  void aHandshakeMayStandBehindOtherRequests() throws Exception {
    String get = "GET /orders/electronics HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (RawClient client = server.connect()) {
      client.send(get.repeat(20) + HANDSHAKE);
      String answered = client.readUntil("xOo=\r\n\r\n");
      assertThat(answered.split("HTTP/1.1 200", -1)).hasSize(21);
      client.send(text(utf8(COMMAND)));
      assertThat(client.readUntil(ANSWER)).endsWith(ANSWER);
    }
  }

  private static String with(String header) {
    return HANDSHAKE.replace("Upgrade: websocket", "Upgrade: websocket\r\n" + header);
  }

  private String answerTo(byte[] bytes, String end) throws IOException {
    try (RawClient client = server.connect()) {
      return client.send(bytes).readUntil(end);
    }
  }

  /** The head that a request is answered with, in lower case. */
  private String answer(String request) throws IOException {
    return answerTo(request.getBytes(StandardCharsets.ISO_8859_1), "\r\n\r\n")
        .toLowerCase(Locale.ROOT);
  }
}

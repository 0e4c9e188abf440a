package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.RawHttp2;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attacks on HTTP/2 that have a name. Each ends its connection, and the server goes on. */
@Timeout(60)
class Http2AttackTest {
  private static final int PROTOCOL_ERROR = 0x1;
  private static final int REFUSED_STREAM = 0x7;
  private static final int ENHANCE_YOUR_CALM = 0xb;
  private static final int MAX_STREAMS = 50;
  private static final int REQUEST_MILLIS = 2_000;

  @TempDir
  static Path folder;

  private static Certificate certificate;
  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    certificate = Certificate.create(folder, "localhost");
    node = new TestNode(new JsonObject().put("maxStreams", MAX_STREAMS)).with(certificate);
    node.orders().withBoard();
    node.startReady();
  }

  @AfterEach
  void theServerGoesOn() throws Exception {
    assertThat(node.get("/health/live").status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /** CVE-2023-44487. */
  @Test
  void rapidReset() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      resetMany(raw);
      assertThat(raw.ended()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  private static void resetMany(RawHttp2 raw) {
    try {
      for (int stream = 1; stream < 2 * 210; stream += 2) {
        raw.get(stream, "/orders/electronics").reset(stream);
      }
    } catch (IOException closed) {
      // and why is still to be read
    }
  }

  /** A head that does not end: in many small parts, empty ones, or too many bytes. */
  @ParameterizedTest
  @CsvSource({"0, 20, 11", "1, 20, 11", "16000, 3, 1"})
  void continuationFlood(int size, int count, int error) throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      raw.send(RawHttp2.HEADERS, 0, 1, RawHttp2.head("GET", "/"));
      flood(raw, count, RawHttp2.frame(RawHttp2.CONTINUATION, 0, 1, new byte[size]));
      assertThat(raw.ended()).isEqualTo(error);
    }
  }

  /** CVE-2019-9512. */
  @Test
  void pingFlood() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      flood(raw, 110, RawHttp2.frame(RawHttp2.PING, 0, 0, new byte[8]));
      assertThat(raw.ended()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  /** CVE-2019-9515. */
  @Test
  void settingsFlood() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      flood(raw, 110, RawHttp2.frame(RawHttp2.SETTINGS, 0, 0, new byte[0]));
      assertThat(raw.ended()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  /** CVE-2019-9518; what a client breaks off is not our error. */
  @Test
  void emptyFramesFlood() throws Exception {
    try (LogCapture log = new LogCapture();
        RawHttp2 raw = RawHttp2.connect(node)) {
      raw.post(1, "/orders/A1");
      flood(raw, 5, RawHttp2.frame(RawHttp2.DATA, 0, 1, new byte[0]));
      assertThat(raw.ended()).isEqualTo(ENHANCE_YOUR_CALM);
      assertThat(log.messages()).isEmpty();
    }
  }

  private static void flood(RawHttp2 raw, int count, byte[] frame) {
    ByteBuffer all = ByteBuffer.allocate(count * frame.length);
    for (int i = 0; i < count; i++) {
      all.put(frame);
    }
    try {
      raw.send(all.array());
    } catch (IOException closed) {
      // and why is still to be read
    }
  }

  @Test
  void moreStreamsThanMayBeAreRefusedOneByOne() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      for (int i = 0; i <= MAX_STREAMS; i++) {
        raw.get(2 * i + 1, "/orders/electronics", "accept", "text/event-stream");
      }
      assertThat(raw.readUntil(RawHttp2.RST_STREAM, 2 * MAX_STREAMS + 1).code())
          .isEqualTo(REFUSED_STREAM);
      node.orders().publish("A1", 5);
      raw.readUntil(frame -> frame.stream() == 1 && frame.text().contains("\"total\":5"));
    }
  }

  @Test
  void aHeadThatIsTooLongIsRejected() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      raw.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.head("GET", "/"));
      byte[] half = RawHttp2.fields("x-long", "x".repeat(13_000));
      raw.send(RawHttp2.CONTINUATION, 0, 1, half);
      raw.send(RawHttp2.CONTINUATION, RawHttp2.END_HEADERS, 1, half);
      RawHttp2.Frame answer = raw.readUntil(frame -> frame.stream() == 1);
      assertThat(answer.type()).isIn(RawHttp2.HEADERS, RawHttp2.RST_STREAM);
      raw.get(3, "/health/live");
      assertThat(raw.readUntil(RawHttp2.DATA, 3).text()).contains("UP");
    }
  }

  /** What HTTP/1.1 would read in two ways, HTTP/2 does not have at all (RFC 9113 section 8.2). */
  @ParameterizedTest
  @CsvSource({
    "transfer-encoding, chunked",
    "connection, close",
    "Upper-Case, x",
    "content-length, abc",
    "content-length, 5",
    "content-length, 99999999999999999999",
    "content-length, -1",
    "content-length, +0",
    ":path, /second"
  })
  void malformedRequestsAreReset(String name, String value) throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      raw.get(1, "/health/live", name, value);
      assertThat(raw.readUntil(RawHttp2.RST_STREAM, 1).code()).isEqualTo(PROTOCOL_ERROR);
      raw.get(3, "/health/live");
      assertThat(raw.readUntil(RawHttp2.DATA, 3).text()).contains("UP");
    }
  }

  @Test
  void whoSaysNothingBehindTheHandshakeIsClosed() throws Exception {
    try (TestNode brief = new TestNode(new JsonObject().put("requestTimeoutMillis", REQUEST_MILLIS))
        .with(certificate)) {
      brief.orders().withBoard();
      brief.startReady();
      long start = System.nanoTime();
      try (RawHttp2 silent = RawHttp2.silent(brief);
          RawHttp2 half = RawHttp2.silent(brief).preface();
          RawHttp2 trickling = RawHttp2.silent(brief)) {
        assertThat(trickle(trickling)).as("bytes one by one").isLessThan(RawHttp2.PREFACE.length());
        assertThat(silent.isClosedByServer()).isTrue();
        assertThat(half.isClosedByServer()).isTrue();
      }
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(REQUEST_MILLIS);
    }
  }

  /**
   * Sends the preface byte by byte, with pauses that no timer of silence notices; returns how many bytes it came to.
   */
  private static int trickle(RawHttp2 raw) throws IOException {
    int sent = 0;
    while (sent < RawHttp2.PREFACE.length() && raw.isOpenFor(REQUEST_MILLIS / 6)) {
      raw.send(new byte[] {(byte) RawHttp2.PREFACE.charAt(sent++)});
    }
    return sent;
  }

  @Test
  void thisIsNoProxy() throws Exception {
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      raw.send(
          RawHttp2.HEADERS,
          RawHttp2.END_HEADERS,
          1,
          RawHttp2.fields(":method", "CONNECT", ":authority", "localhost:25"));
      assertThat(raw.readUntil(RawHttp2.DATA, 1).text())
          .contains("the method \\\"CONNECT\\\" is not implemented");
    }
  }

  @Test
  void clearTextIsHttp1Only() throws Exception {
    try (TestNode clear = new TestNode().start();
        var client = clear.connect()) {
      client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(505);
    }
  }
}

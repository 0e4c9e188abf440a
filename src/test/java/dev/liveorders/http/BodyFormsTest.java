package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies and answers in the forms that people have them: byte order marks, many content types, compressed. */
class BodyFormsTest {
  private static final String MARK = "\uFEFF";
  private static final int MAX_BODY = 1_048_576;

  @TempDir
  static Path folder;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode(new JsonObject().put("maxBodyBytes", MAX_BODY))
        .withStore(folder)
        .startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static List<Integer> statuses(Answer answer) {
    return answer.array().stream()
        .map(item -> ((JsonObject) item).getInteger("status", 200))
        .toList();
  }

  @Test
  void aByteOrderMarkIsSkipped() throws Exception {
    assertThat(node.post("/orders/A2", MARK + "{\"amount\":1}").status()).isEqualTo(200);
    assertThat(statuses(node.post("/orders", MARK + "[{\"id\":\"A2\",\"amount\":1}]")))
        .containsExactly(200);
    String lines = MARK + "{\"id\":\"A2\",\"amount\":1}\r\n{\"id\":\"A2\",\"amount\":1}\r\n";
    Answer answer = node.post("/orders", lines, "Content-Type: application/x-ndjson");
    assertThat(answer.body().lines().map(line -> new JsonObject(line).getBoolean("ok")))
        .containsExactly(true, true);
    assertThat(node.request(
                "PUT", "/categories/mark", MARK + "{\"title\":\"Mark\",\"prefix\":\"MARK\"}")
            .status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=utf8",
        "text/json",
        "Text/JSON; charset=\"utf-8\"",
        "application/vnd.shop.order+json",
        "application/json; charset=us-ascii; profile=x"
      })
  void jsonHasSeveralNames(String type) throws Exception {
    assertThat(
            node.post("/orders/A2", "{\"amount\":1}", "Content-Type: " + type).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonlines; charset=utf-8",
        "application/jsonlines",
        "application/stream+json",
        "text/x-ndjson"
      })
  void linesOfJsonHaveSeveralNames(String type) throws Exception {
    String lines = "{\"id\":\"A2\",\"amount\":1}\n{\"id\":\"A2\",\"amount\":1}\n";
    Answer answer = node.post("/orders", lines, "Content-Type: " + type);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().lines()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "raw deflate"})
  void aCompressedBodyIsInflated(String encoding) throws Exception {
    byte[] body = compress(encoding, "{\"amount\":1}".getBytes(StandardCharsets.UTF_8));
    Answer answer = post(encoding.replace("raw ", ""), "/orders/A2", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }

  private static byte[] compress(String encoding, byte[] plain) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = encoding.toLowerCase(Locale.ROOT).contains("gzip")
        ? new GZIPOutputStream(bytes)
        : new DeflaterOutputStream(bytes, new Deflater(9, encoding.startsWith("raw")))) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static Answer post(String encoding, String path, byte[] body) throws Exception {
    String head =
        "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Encoding: " + encoding + "\r\nContent-Length: " + body.length + "\r\n\r\n";
    try (RawClient client = node.connect()) {
      client.send(head.getBytes(StandardCharsets.US_ASCII));
      return client.send(body).answer();
    }
  }

  @Test
  void aBombIsNotInflated() throws Exception {
    byte[] large = compress("gzip", new byte[64 * MAX_BODY]);
    assertThat(large.length).isLessThan(MAX_BODY);
    Answer answer = post("gzip", "/orders", large);
    assertThat(answer.status()).isEqualTo(413);
    byte[] dense = compress("deflate", " ".repeat(MAX_BODY / 2).getBytes(StandardCharsets.UTF_8));
    Answer ratio = post("deflate", "/orders", dense);
    assertThat(ratio.status()).isEqualTo(413);
    assertThat(ratio.json().getString("detail"))
        .contains("more than 200 times", "Content-Encoding");
  }

  @Test
  void whatIsNotCompressedAsItSaysIsRejected() throws Exception {
    byte[] plain = "{\"amount\":1}".getBytes(StandardCharsets.UTF_8);
    byte[] cut = compress("gzip", plain);
    assertThat(post("gzip", "/orders/A2", plain).status()).isEqualTo(400);
    assertThat(post("gzip", "/orders/A2", Arrays.copyOf(cut, cut.length - 9)).status())
        .isEqualTo(400);
    Answer other = post("br", "/orders/A2", plain);
    assertThat(other.status()).isEqualTo(415);
    assertThat(other.header("accept-encoding")).isEqualTo("gzip, deflate");
    assertThat(other.json().getString("detail")).contains("gzip or deflate");
  }

  @Test
  void longAnswersAreCompressedForThoseWhoTakeThat() throws Exception {
    for (int i = 0; i < 40; i++) {
      node.post("/products/electronics", "{\"name\":\"Lamp " + i + "\",\"rrp\":1}");
    }
    for (String path : List.of("/products/electronics", "/orders/electronics", "/electronics")) {
      Answer plain = node.get(path);
      assertThat(plain.header("content-encoding")).isEmpty();
      assertThat(plain.header("vary")).contains("accept-encoding");
      Answer head = node.request("HEAD", path, null, "Accept-Encoding: br, gzip;q=0.5");
      assertThat(head.header("content-encoding")).isEqualTo("gzip");
      assertThat(Integer.parseInt(head.header("content-length")))
          .isLessThan(plain.body().length() / 3);
      assertThat(node.request("HEAD", path, null, "Accept-Encoding: gzip;q=0")
              .header("content-encoding"))
          .isEmpty();
    }
    String plainTag = node.get("/orders/electronics").header("etag");
    Answer tagged = node.request("HEAD", "/orders/electronics", null, "Accept-Encoding: gzip");
    assertThat(tagged.header("etag")).isEqualTo(plainTag.replaceFirst("\"$", "-gz\""));
    assertThat(node.request(
                "GET",
                "/orders/electronics",
                null,
                "Accept-Encoding: gzip",
                "If-None-Match: " + tagged.header("etag"))
            .status())
        .isEqualTo(304);
  }

  @Test
  void eventStreamsAreNotCompressed() throws Exception {
    try (RawClient client = node.connect()) {
      Answer head = client
          .send(TestNode.text(
              "GET",
              "/orders/electronics",
              null,
              "Accept: text/event-stream",
              "Accept-Encoding: gzip"))
          .head();
      assertThat(head.header("content-encoding")).isEmpty();
      assertThat(client.chunk()).contains("snapshot");
    }
  }
}

package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.RawHttp2;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, JSON and event streams by HTTP/2, which browsers speak over TLS. */
@Timeout(60)
class Http2Test {
  @TempDir
  static Path folder;

  private static TestNode node;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    Certificate certificate = Certificate.create(folder, "localhost");
    node = new TestNode(new JsonObject().put("maxBodyBytes", 2_000)).with(certificate);
    node.orders().withBoard();
    node.orders()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, ScriptedOrders.SEQ)));
    node.startReady();
    client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_2)
        .sslContext(certificate.clients())
        .build();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/orders/electronics", "/products/electronics"})
  void pagesAndJsonAreTheSameAsOverHttp1(String path) throws Exception {
    HttpResponse<String> answer = send(request(path));

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.body()).isEqualTo(node.get(path).body());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void ordersAreTaken() throws Exception {
    HttpResponse<String> answer = send(request("/orders/A1")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"amount\":3}")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"total\":6");
  }

  @Test
  void twentyEventStreamsShareAConnection() throws Exception {
    List<BufferedReader> streams = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        streams.add(events());
      }
      for (BufferedReader stream : streams) {
        readUntil(stream, "snapshot");
      }
      node.orders().publish("A1", 77);
      for (BufferedReader stream : streams) {
        readUntil(stream, "\"total\":77");
      }
    } finally {
      for (BufferedReader stream : streams) {
        stream.close();
      }
    }
  }

  @Test
  void eventsResumeAfterTheLastOne() throws Exception {
    String last = ScriptedOrders.EPOCH + "-" + (ScriptedOrders.SEQ - 1);
    try (BufferedReader stream = events("Last-Event-ID", last)) {
      assertThat(stream.readLine()).matches("retry: [23]\\d{3}");
      String event = stream.readLine();
      while (!event.startsWith("data: ")) {
        event = stream.readLine();
      }
      assertThat(event).contains("\"full\":false");
    }
  }

  private static BufferedReader events(String... headers) throws Exception {
    HttpRequest.Builder request =
        request("/orders/electronics").header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<java.io.InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private static void readUntil(BufferedReader stream, String text) throws IOException {
    String line = stream.readLine();
    while (!line.contains(text)) {
      line = stream.readLine();
    }
  }

  @Test
  void theAuthorityIsCheckedAsTheHostIs() throws Exception {
    assertThat(status(":authority", "evil.example")).isEqualTo("foreign-host");
    assertThat(status("host", "evil.example")).isEqualTo("foreign-host");
    assertThat(status()).contains("neither :authority nor Host");
    assertThat(status("host", "localhost:" + node.port())).contains("UP");
    assertThat(status(":authority", "[::1]:443")).contains("UP");
  }

  /** What a request with this host, or none, is answered: our name of the problem, or the text. */
  private static String status(String... host) throws IOException {
    byte[] head = RawHttp2.fields(":method", "GET", ":scheme", "https", ":path", "/health/live");
    byte[] tail = RawHttp2.fields(host);
    byte[] block = new byte[head.length + tail.length];
    System.arraycopy(head, 0, block, 0, head.length);
    System.arraycopy(tail, 0, block, head.length, tail.length);
    try (RawHttp2 raw = RawHttp2.connect(node)) {
      raw.send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, block);
      String text = raw.readUntil(RawHttp2.DATA, 1).text();
      return text.contains("foreign-host") ? "foreign-host" : text;
    }
  }

  @Test
  void pagesOfOtherOriginsMayDoAsMuchAsOverHttp1() throws Exception {
    HttpRequest.Builder order = request("/orders/A1")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"amount\":3}"));

    assertThat(send(order.copy().header("Origin", "https://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(send(order.copy().header("Origin", "https://localhost:" + node.port()))
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void noHeaderSpeaksOfTheConnection() throws Exception {
    HttpResponse<String> answer = send(request("/orders/A1")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("x".repeat(3_000))));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().map().keySet()).doesNotContain("connection", "transfer-encoding");
  }

  @Test
  void webSocketsComeByHttp1() throws Exception {
    java.net.http.WebSocket socket = client
        .newWebSocketBuilder()
        .buildAsync(
            URI.create("wss://localhost:" + node.port() + "/orders/electronics"),
            new java.net.http.WebSocket.Listener() {})
        .get(10, TimeUnit.SECONDS);
    assertThat(socket.isOutputClosed()).isFalse();
    socket.abort();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + node.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}

package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that stay exact or are rejected, and errors that stay short whatever was sent. */
class ExactAndBoundedTest {
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"amount\":\"1\"}|the string \"1\"",
        "{\"amount\":1e0}|the number 1e0 ",
        "{\"amount\":1.50E+2}|the number 1.50E+2 ",
        "{\"amount\":true}|the boolean true",
        "{\"amount\":[3]}|an array",
        "{\"amount\":{}}|an object",
        "{\"amount\":null}|is null",
        "{\"amount\":1,\"orderId\":7.5}|must be a string or an integer, not the number 7.5",
        "{\"amount\":1,\"orderId\":true}|not the boolean true"
      })
  void messagesShowWhatWasSentAndItsType(String body, String shown) throws Exception {
    Answer answer = node.post("/orders/A2", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail")).contains(shown.stripTrailing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e9999999999", "0e99999999999", "1e-9999999999", "1e1001", "-1E+0002147483648"})
  void anExponentBeyondReasonIsRejectedWithoutALog(String number) throws Exception {
    try (LogCapture log = new LogCapture()) {
      assertThat(node.post("/orders/A1", "{\"amount\":" + number + "}").status())
          .isEqualTo(400);
      String product = "{\"name\":\"Fan\",\"rrp\":1,\"weight\":" + number + "}";
      assertThat(node.post("/products/electronics", product).status()).isEqualTo(400);
      assertThat(node.request("PATCH", "/products/electronics/A1", "{\"rrp\":" + number + "}")
              .status())
          .isEqualTo(400);
      assertThat(node.request("PUT", "/categories/toys", "{\"title\":" + number + "}")
              .status())
          .isEqualTo(400);
      assertThat(statuses(node.post("/orders", "[{\"id\":\"A1\",\"amount\":1}]")))
          .containsExactly(200);
      assertThat(log.messages()).noneMatch(message -> message.contains("failed"));
    }
  }

  @Test
  void anExtraFieldIsTheSameNumberEverywhere() throws Exception {
    String numbers = "\"big\":1E+400,\"long\":0.12345678901234567890123,\"price\":1.50";
    String id = node.post("/products/electronics", "{\"name\":\"Fan\",\"rrp\":1," + numbers + "}")
        .json()
        .getString("id");
    for (int change = 0; change < 2; change++) {
      assertThat(node.get("/products/electronics/" + id).body()).contains(numbers);
      assertThat(node.get("/products/electronics").body()).contains(numbers);
      assertThat(node.get("/orders/electronics?ids=" + id).body()).contains(numbers);
      node.request("PATCH", "/products/electronics/" + id, "{\"name\":\"Fan 2\",\"unit\":\"pcs\"}");
    }
  }

  @Test
  void manyBadLinesAreAnsweredShortly() throws Exception {
    Answer answer =
        node.post("/orders", "{\n".repeat(10_000), "Content-Type: application/x-ndjson");
    assertThat(answer.body().lines()).hasSize(10_000);
    assertThat(answer.body().lines().filter(line -> line.contains("detail"))).hasSize(20);
    assertThat(answer.body().length()).isLessThan(500_000);
  }

  @Test
  void ofManyUnknownFieldsTwentyAreNamedAndTheRestCounted() throws Exception {
    String fields = IntStream.range(0, 90_000)
        .mapToObj(i -> "\"k" + i + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
    Answer answer = node.post("/orders/A1", fields);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getJsonArray("errors")).hasSize(20);
    assertThat(answer.json().getString("detail")).endsWith("; and 89981 more faults");
    assertThat(answer.body().length()).isLessThan(10_000);
  }

  @Test
  void namesThatCollideAreReadLikeOthers() throws Exception {
    String fields = IntStream.range(0, 4_096)
        .mapToObj(i -> '"' + colliding(i, 33) + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
    assertThat(node.post("/orders/A1", fields).status()).isEqualTo(400);
    assertThat(node.post("/orders/A1", "{\"amount\":1}").status()).isEqualTo(200);
  }

  /** Twelve pairs of characters, each one of two that a hash of this multiplier cannot tell apart. */
  private static String colliding(int number, int multiplier) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 12; bit++) {
      boolean one = (number >> bit & 1) == 1;
      text.append(one ? 'B' : 'A').append((char) (one ? 'A' : 'A' + multiplier));
    }
    return text.toString();
  }
}

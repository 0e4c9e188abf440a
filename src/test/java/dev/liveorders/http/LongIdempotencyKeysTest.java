package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.TestNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongIdempotencyKeysTest {
  @TempDir
  static Path folder;

  private static TestNode node;

  @BeforeAll
  static void start() {
    node = new TestNode().withStore(folder).startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /** Of as many characters as a head may have. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "\\\""})
  void aKeyOfAnyLengthIsRejected(String part) throws Exception {
    String longest = '"' + part.repeat(7_000 / part.length()) + '"';
    for (String key : List.of(longest, "\"a\";v=" + longest + '?', longest + ";a".repeat(400))) {
      Answer answer = node.post("/orders/A2", "{\"amount\":1}", "Idempotency-Key: " + key);
      assertThat(answer.status()).isEqualTo(400);
    }
  }

  /** Of parameters as many as a head may have. */
  @Test
  void parametersOfAKeyMayBeMany() throws Exception {
    String key = "\"many-1\"" + ";a".repeat(3_500);
    node.post("/orders/A2", "{\"amount\":1,\"orderId\":\"many-1\"}");
    Answer answer = node.post("/orders/A2", "{\"amount\":1}", "Idempotency-Key: " + key);
    assertThat(answer.json().getBoolean("duplicate")).as(answer.toString()).isTrue();
  }
}

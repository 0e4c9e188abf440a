package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that say when they were placed. */
class PlacedAtHttpTest {
  @TempDir
  static Path folder;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode().withStore(folder).startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static String ago(int days) {
    return Instant.now().minus(Duration.ofDays(days)).toString();
  }

  private static String line(String id, String placedAt) {
    return "{\"id\":\"A1\",\"amount\":1,\"orderId\":\"" + id + "\",\"placedAt\":\"" + placedAt
        + "\"}";
  }

  @Test
  void oneOfTheLastDaysIsAnsweredLikeAnyOther() throws Exception {
    Answer answer = node.post("/orders/A1", "{\"amount\":1,\"placedAt\":\"" + ago(7) + "\"}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().fieldNames()).containsExactlyInAnyOrder("ok", "id", "total", "seq");
  }

  @Test
  void anOldOneIsToldInWhichSumsItIs() throws Exception {
    String body = "{\"amount\":1,\"orderId\":\"old-1\",\"placedAt\":\"" + ago(9) + "\"}";
    assertThat(node.post("/orders/A1", body).json().getString("counted"))
        .isEqualTo("total and days");
    Answer again = node.post("/orders/A1", body);
    assertThat(again.json().getBoolean("duplicate")).isTrue();
    assertThat(again.json().getString("counted")).isEqualTo("total and days");
    Answer older = node.post("/orders/A1", "{\"amount\":1,\"placedAt\":\"" + ago(401) + "\"}");
    assertThat(older.json().getString("counted")).isEqualTo("total");
  }

  @Test
  void eachOfManySaysItsOwnTimeAndIsToldItsOwnFault() throws Exception {
    String good = line("many-1", ago(1));
    String future = line("many-2", "2999-01-01T00:00:00Z");
    String old = line("many-3", ago(500));
    Answer array = node.post("/orders", "[" + good + "," + future + "," + old + "]");
    assertThat(array.array().getJsonObject(0).getBoolean("ok")).isTrue();
    assertThat(array.array().getJsonObject(1).getInteger("status")).isEqualTo(400);
    assertThat(array.array().getJsonObject(1).getString("detail"))
        .contains("placedAt", "2999-01-01T00:00:00Z", "5 minutes");
    assertThat(array.array().getJsonObject(2).getString("counted")).isEqualTo("total");
    Answer lines = node.request(
        "POST",
        "/orders",
        good + "\n" + future + "\n" + old + "\n",
        "Content-Type: application/x-ndjson");
    String[] answers = lines.body().split("\n");
    assertThat(answers[0]).contains("\"duplicate\":true").doesNotContain("counted");
    assertThat(answers[1]).contains("\"status\":400");
    assertThat(answers[2]).contains("\"duplicate\":true,\"counted\":\"total\"");
  }

  @Test
  void aTimeThatCannotBeReadNamesTheFieldTheValueAndTheRemedy() throws Exception {
    Answer answer = node.post("/orders/A1", "{\"amount\":1,\"placedAt\":\"2025-11-27T10:00:00\"}");
    assertThat(answer.status()).isEqualTo(400);
    JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("field")).isEqualTo("placedAt");
    assertThat(error.getString("message")).contains("2025-11-27T10:00:00", "append Z");
  }

  @Test
  void aRepeatIsARepeatWhateverTimeItSays() throws Exception {
    node.post("/orders/A1", "{\"amount\":1,\"orderId\":\"again\",\"placedAt\":\"" + ago(1) + "\"}");
    Answer repeat = node.post("/orders/A1", "{\"amount\":1,\"orderId\":\"again\"}");
    assertThat(repeat.json().getBoolean("duplicate")).isTrue();
  }
}

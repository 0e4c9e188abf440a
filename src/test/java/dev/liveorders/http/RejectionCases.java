package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests to a node with a store, each with the problem that it is answered with; it changes nothing. */
abstract class RejectionCases {
  static final int MAX_BODY = 20_000;
  private static final String PROBLEM = "application/problem+json";

  @TempDir
  static Path folder;

  static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode(new JsonObject().put("maxBodyBytes", MAX_BODY).put("maxBatchItems", 100))
        .withStore(folder)
        .startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /** A request, and its problem: the status, the end of the type URI, a field that is in errors. */
  static Arguments rejection(
      String line, String body, int status, String slug, String field, String... headers) {
    return Arguments.of(line, body, status, slug, field, headers);
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @MethodSource("rejections")
  void whatIsRejectedIsAProblemAndChangesNothing(
      String line, String body, int status, String slug, String field, String[] headers)
      throws Exception {
    String before = state();
    String[] parts = line.split(" ");
    Answer answer = node.request(parts[0], parts[1], body, headers);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo(PROBLEM);
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.json().getInteger("status")).isEqualTo(status);
    assertThat(answer.json().getString("title")).isNotBlank();
    assertThat(answer.json().getString("detail")).isNotBlank().doesNotContain("Exception", "java.");
    assertThat(answer.json().getString("type"))
        .isEqualTo(slug == null ? "about:blank" : "urn:live-orders:problem:" + slug);
    if (field != null) {
      assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
          .isEqualTo(field);
    }
    assertThat(state()).isEqualTo(before);
  }

  private static String state() throws Exception {
    return node.get("/orders/electronics").body()
        + node.get("/orders/confectionery").body()
        + node.get("/products/electronics").body()
        + node.get("/categories").body();
  }
}

package dev.liveorders.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.ConfigReader;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a server passes on to its verticles, where whatever runs in the process can see it. */
class ServerTest {
  private static final String SECRET = "Gx3nRk8vTq5wLb2mZd7yHs9cJf4pEa6u";
  private static final String PREVIOUS = "Mv5tQw8xNr2kBz7jHd4cLg9yPf3sTa6e";

  @Test
  void verticlesAreNotGivenTheSecretsOfTheCluster() {
    Map<String, Object> read = ConfigReader.read(
            Optional.empty(),
            Map.of(
                "LIVE_ORDERS_CLUSTER_SECRET", SECRET,
                "LIVE_ORDERS_CLUSTER_PREVIOUS_SECRET", PREVIOUS,
                "LIVE_ORDERS_CLUSTER_CHECK_MILLIS", "700"))
        .json();
    JsonObject given = Server.ofVerticles(read);
    assertThat(given.encode()).doesNotContain(SECRET, PREVIOUS);
    assertThat(given.getJsonObject("cluster").getInteger("checkMillis")).isEqualTo(700);
    assertThat(new JsonObject(read).encode()).as("what it was made of").contains(SECRET);
  }
}

package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long commands may take that a server carries out. */
class KeyServiceTest {
  private static Duration limit(Object command) {
    return new KeyService(null, null, null, Future::succeededFuture)
        .limit(new JsonObject().put("cmd", command));
  }

  @Test
  void aRepairOfALargeStoreMayTakeHoursAndNothingElse() {
    assertThat(limit("audit repair")).isGreaterThan(Duration.ofHours(1));
    assertThat(limit("key list")).isLessThan(Duration.ofMinutes(1));
    assertThat(limit(7)).isLessThan(Duration.ofMinutes(1));
  }
}

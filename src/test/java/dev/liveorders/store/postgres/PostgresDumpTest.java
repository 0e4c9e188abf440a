package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands that {@code backup} and {@code restore} show for PostgreSQL. */
class PostgresDumpTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void theyNameTheStoreAndNoPassword() {
    Tenant tenant = PostgresServer.shared().newTenant();
    String commands =
        String.join("\n", await(PostgresDump.commands(vertx, PostgresFixture.config(tenant))));
    assertThat(commands)
        .contains("--schema='" + tenant.name() + "'", "'" + tenant.url() + "'", "new-epoch")
        .doesNotContain(tenant.password());
  }
}

package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.liveorders.kit.InstalledPostgres;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sales;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that {@code backup} and {@code restore} show for PostgreSQL, typed as they are. */
class PostgresDumpIT {
  private final Vertx vertx = Vertx.vertx();

  @TempDir
  Path folder;

  private Path programs;
  private Tenant tenant;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private OrderStore store() {
    return OrderStores.create(vertx, PostgresFixture.config(tenant), false);
  }

  private void type(String program) throws Exception {
    String command = await(PostgresDump.commands(vertx, PostgresFixture.config(tenant))).stream()
        .filter(line -> line.startsWith("  " + program + " "))
        .findFirst()
        .orElseThrow()
        .replace("FILE", "shop.dump");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
        .directory(folder.toFile())
        .redirectErrorStream(true);
    builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s%n%s", command, said).isZero();
  }

  @Test
  void aDumpThatIsRestoredIsTheStoreAsItWasUnderANewEpoch() throws Exception {
    Optional<Path> installed = InstalledPostgres.programs();
    assumeTrue(installed.isPresent(), "there is no PostgreSQL with pg_dump on this machine");
    programs = installed.get();
    try (InstalledPostgres server = InstalledPostgres.start(programs, folder.resolve("data"))) {
      tenant = server.newTenant("shop");
      dumpAndRestore();
    }
  }

  private static Order ago(String id, Duration age) {
    return new Order(
        new OrderId(id),
        new ProductId("A1"),
        1,
        Order.Source.API,
        true,
        System.currentTimeMillis() - age.toMillis());
  }

  private void dumpAndRestore() throws Exception {
    OrderStore running = store();
    await(running.open());
    await(running.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(product("A1", OrderStoreFixture.ELECTRONICS.name(), 3)))));
    await(running.place(List.of(order("before", "A1", 2), ago("5 h ago", Duration.ofHours(5)))));
    Position dumped = await(running.position());
    Sales sold = await(running.changesSince(0)).sales();
    type("pg_dump");
    await(running.place(List.of(order("after", "A1", 4))));
    await(running.close());
    type("pg_restore");
    OrderStore tool = store();
    assertThat(await(tool.openAlone(true))).isEqualTo(dumped);
    Epoch renewed = await(tool.renewEpoch(dumped.epoch()));
    await(tool.close());
    OrderStore again = store();
    assertThat(await(again.open())).isEqualTo(new Position(renewed, dumped.seq()));
    assertThat(await(again.changesSince(0)).sales()).isEqualTo(sold);
    assertThat(await(again.audit().salesDifferences())).isEmpty();
    assertThat(await(again.place(List.of(order("before", "A1", 2), order("new", "A1", 1))))
            .answer())
        .containsExactly(
            new OrderAnswer.Accepted(new ProductId("A1"), 7, dumped.seq() + 1, true),
            new OrderAnswer.Accepted(new ProductId("A1"), 7, dumped.seq() + 1, false));
    await(again.close());
  }
}

package dev.liveorders.app;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import dev.liveorders.orders.OrdersVerticle;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a store as commands change them, with and without servers that have it open. */
class KeyRegisterTest {
  private final Vertx one = Vertx.vertx();
  private final Vertx other = Vertx.vertx();

  @TempDir
  Path folder;

  @AfterEach
  void stop() {
    await(one.close());
    await(other.close());
  }

  private Path file() {
    return folder.resolve("orders.db");
  }

  private AppConfig.Store config() {
    return PostgresFixture.config("sqlite:" + file(), "");
  }

  private static AccessKey key(String name) {
    return AccessKey.of(
        KeyText.random(), name, Set.of(Scope.ORDERS), Instant.now(), Optional.empty());
  }

  private static String deploy(Vertx vertx, AppConfig.Store store) {
    JsonObject config = new JsonObject()
        .put(
            "store",
            new JsonObject()
                .put("url", store.url())
                .put("password", store.password().value()))
        .put("simulation", new JsonObject().put("enabled", false));
    return await(
        vertx.deployVerticle(new OrdersVerticle(), new DeploymentOptions().setConfig(config)));
  }

  private static AccessKeys known(Vertx vertx) {
    return await(new Bus(vertx).keys()).orElseThrow();
  }

  private static void add(AppConfig.Store store, AccessKey key) throws Exception {
    KeyRegister.run(store, true, keys -> {
      keys.add(key);
      return key;
    });
  }

  private static AccessKeys list(AppConfig.Store store) throws Exception {
    return KeyRegister.run(store, false, KeyRegister::list);
  }

  private static AccessKey remove(AppConfig.Store store, String name) throws Exception {
    return KeyRegister.run(store, false, keys -> keys.remove(name));
  }

  @Test
  void withoutAServerTheCommandsOpenTheStoreAndOnlyAddMakesOne() throws Exception {
    assertThatThrownBy(() -> list(config()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("there is no store " + file());
    assertThat(file()).doesNotExist();
    AccessKey shop = key("web-shop");
    add(config(), shop);
    assertThat(list(config()).keys()).containsExactly(shop);
    deploy(one, config());
    assertThat(known(one).keys()).containsExactly(shop);
  }

  @Test
  void aServerThatHasTheStoreOpenDoesWhatCommandsSayAndKnowsItAtOnce() throws Exception {
    deploy(one, config());
    AccessKey shop = key("web-shop");
    try (LogCapture log = new LogCapture()) {
      add(config(), shop);
      assertThat(known(one)).isEqualTo(new AccessKeys(1, List.of(shop)));
      assertThat(list(config())).isEqualTo(known(one));
      assertThatThrownBy(() -> add(config(), key("web-shop")))
          .hasMessageContainingAll("there is a key web-shop", "remove it first");
      assertThat(remove(config(), "web-shop")).isEqualTo(shop);
      assertThat(known(one)).isEqualTo(new AccessKeys(2, List.of()));
      assertThat(log.messages())
          .anyMatch(line -> line.contains("the key " + shop.label() + " was added"))
          .anyMatch(line -> line.contains("the key " + shop.label() + " was removed"))
          .noneMatch(line -> line.contains(shop.hash().hex()));
    }
  }

  @Test
  void theSocketIsForTheOwnerOnlyAndGoesWithItsServer() throws Exception {
    String id = deploy(one, config());
    Path socket = folder.resolve("orders.db.sock");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    await(one.undeploy(id));
    try (var files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("orders.db", "orders.db.lock");
    }
    add(config(), key("web-shop"));
    assertThat(list(config()).keys()).hasSize(1);
  }

  /** As kill -9 leaves it. */
  @Test
  void aSocketFileWithoutAServerIsNoHindrance() throws Exception {
    Path left = folder.resolve("orders.db.sock");
    add(config(), key("first"));
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(left));
    }
    assertThat(left).exists();
    assertThat(list(config()).keys()).hasSize(1);
    deploy(one, config());
    add(config(), key("second"));
    assertThat(known(one).keys()).hasSize(2);
  }

  @Test
  void aPathThatIsTooLongForTheKernelWorksAsWell() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("x".repeat(100)).resolve("y".repeat(100)));
    AppConfig.Store store = PostgresFixture.config("sqlite:" + deep.resolve("orders.db"), "");
    deploy(one, store);
    add(store, key("web-shop"));
    assertThat(known(one).keys()).hasSize(1);
  }

  @Test
  void nodesOfOneDatabaseLearnOfEachChangeByThemselves() throws Exception {
    Tenant tenant = PostgresServer.shared().newTenant();
    AppConfig.Store store = PostgresFixture.config(tenant);
    deploy(one, store);
    deploy(other, store);
    AccessKey shop = key("web-shop");
    add(store, shop);
    Await.until("both", () -> known(one).keys().size() + known(other).keys().size() == 2);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    new Bus(one).publishKeyUsed(shop.id());
    new Bus(other).publishKeyUsed(shop.id());
    Await.until("the day is stored", () -> list(store)
        .find("web-shop")
        .orElseThrow()
        .lastUsed()
        .filter(day -> !day.isBefore(today))
        .isPresent());
    assertThat(known(one).version()).isEqualTo(1);
    remove(store, "web-shop");
    Await.until("both", () -> known(one).keys().isEmpty() && known(other).keys().isEmpty());
  }
}

package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which connections are encrypted, and whose certificate is believed. */
class PostgresTlsIT {
  @TempDir
  static Path folder;

  private static Vertx vertx;
  private static PostgresServer server;
  private static Tenant tenant;
  private static Certificate own;
  private static Certificate strangers;

  @BeforeAll
  static void startServer() throws Exception {
    vertx = Vertx.vertx();
    own = Certificate.create(folder, "own");
    strangers = Certificate.create(folder, "strangers");
    server = PostgresServer.start(Files.createDirectory(folder.resolve("data")), false);
    server.sql("alter system set ssl_cert_file = '" + own.certificate() + "'");
    server.sql("alter system set ssl_key_file = '" + own.key() + "'");
    server.sql("alter system set ssl = on");
    server.stop();
    server.startAgain();
    tenant = server.newTenant();
  }

  @AfterAll
  static void stopServer() throws IOException {
    await(vertx.close());
    server.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, sslmode=disable, f",
    "localhost, sslmode=prefer, t",
    "localhost, '', t",
    "localhost, sslmode=require, t",
    "localhost, sslmode=verify-ca&sslrootcert=OWN, t",
    "127.0.0.1, sslmode=verify-ca&sslrootcert=OWN, t",
    "localhost, sslmode=verify-full&sslrootcert=OWN, t"
  })
  void aConnectionIsEncryptedAsAskedFor(String host, String parameters, String encrypted) {
    OrderStore store = store(host, parameters);
    await(store.open());
    assertThat(server.sql(
            "select ssl from pg_stat_ssl join pg_stat_activity using (pid) where usename = '"
                + tenant.name() + "' order by backend_start desc"))
        .isEqualTo(encrypted);
    await(store.close());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, sslmode=require&sslrootcert=STRANGERS",
    "localhost, sslmode=verify-ca&sslrootcert=STRANGERS",
    "localhost, sslmode=verify-full&sslrootcert=STRANGERS",
    "127.0.0.1, sslmode=verify-full&sslrootcert=OWN"
  })
  void aCertificateThatIsNotBelievedIsRejected(String host, String parameters) {
    OrderStore store = store(host, parameters);
    assertThatThrownBy(() -> await(store.open()))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("cannot be opened", host);
    await(store.close());
  }

  @ParameterizedTest
  @CsvSource({"MISSING, does not exist", "KEY, holds no certificate"})
  void aRootCertificateThatCannotBeUsedIsNamed(String file, String words) {
    OrderStore store = store("localhost", "sslmode=verify-full&sslrootcert=" + file);
    assertThatThrownBy(() -> await(store.open()))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("store.tlsCaFile", folder.toString(), words);
    await(store.close());
  }

  @Test
  void aServerWithoutEncryptionIsRejectedWhereItIsAskedFor() {
    PostgresServer plain = PostgresServer.shared();
    Tenant other = plain.newTenant();
    OrderStore store = OrderStores.create(
        vertx,
        PostgresFixture.config(other.url().replace("disable", "require"), other.password()),
        false);
    assertThatThrownBy(() -> await(store.open())).hasMessageContaining("SSL");
    await(store.close());
    OrderStore lenient = OrderStores.create(
        vertx,
        PostgresFixture.config(other.url().replace("disable", "prefer"), other.password()),
        false);
    assertThat(await(lenient.open()).seq()).isZero();
    await(lenient.close());
  }

  private static OrderStore store(String host, String parameters) {
    String url = tenant
        .url(host + ":" + server.port())
        .replace(
            "sslmode=disable",
            parameters
                .replace("OWN", own.certificate().toString())
                .replace("STRANGERS", strangers.certificate().toString())
                .replace("KEY", own.key().toString())
                .replace("MISSING", folder.resolve("missing.pem").toString()));
    return OrderStores.create(vertx, PostgresFixture.config(url, tenant.password()), false);
  }
}

package dev.liveorders.jar;

import static dev.liveorders.kit.Document.commands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Document;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.kit.Shell;
import dev.liveorders.kit.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents tell people to type, typed in an empty folder that has the jar and {@code conf/}. */
class DocumentsIT {
  @TempDir
  Path folder;

  private Shell shell;

  @BeforeEach
  void copyWhatTheyHave() throws IOException {
    shell = new Shell(folder);
  }

  @Test
  void everyRequestOfTheReadmeIsAnsweredAsItShows() throws Exception {
    JarProcess server = jar().env("LIVE_ORDERS_SIMULATION_ENABLED", "false").start();
    try {
      List<String> said = new ArrayList<>();
      for (String block : Document.README.blocks("")) {
        for (String command : commands(block)) {
          if (command.contains("text/event-stream")) {
            continue; // does not end by itself
          }
          said.add(shell.ran(command.replace("localhost:3000", "localhost:" + server.port())));
        }
      }
      assertThat(said).hasSizeGreaterThanOrEqualTo(5);
      assertThat(said)
          .allMatch(answer -> !answer.contains("\"type\":"), "no problem")
          .anyMatch(answer -> answer.startsWith("{\"ok\":true,\"id\":\"A1\""))
          .anyMatch(answer -> answer.contains("{\"id\":\"G1\",\"name\":\"Rake\""));
    } finally {
      server.terminate();
    }
  }

  @Test
  void aShopIsLetInAsTheReadmeSays() throws Exception {
    Files.createSymbolicLink(folder.resolve("target"), folder);
    List<String> commands = commands(Document.README.block("console", "key add"));
    assertThat(commands).hasSize(3);
    String start = commands.get(1).replace("java -jar target/live-orders.jar ", "");
    JarProcess closed = jar().args(start.split(" ")).launch();
    assertThat(closed.exitCode()).isEqualTo(2);
    String key = shell.ran(commands.get(0)).lines().findFirst().orElseThrow();
    JarProcess server = jar().args(start.split(" ")).start();
    try {
      String order = commands.get(2).replace("localhost:3000", "127.0.0.1:" + server.port());
      assertThat(shell.ran(order)).contains("\"status\":401");
      assertThat(shell.ran(order.replace("lo_…", key))).contains("\"ok\":true,\"id\":\"A1\"");
    } finally {
      server.terminate();
    }
  }

  @Test
  void theInvariantIsTrueAndTheFileReadAsOperationsSays() throws Exception {
    shell.assumeInstalled("sqlite3");
    JarProcess server = jar().start();
    try {
      String reading = Document.OPERATIONS.block("select id, total from products");
      assertThat(shell.ran(reading)).contains("A1|");
      assertThat(shell.ran("sqlite3 data/live-orders.db '.backup copy.db'")).isEmpty();
    } finally {
      server.terminate();
    }
    String invariant = Document.OPERATIONS.block("sql", "coalesce");
    assertThat(shell.ran("sqlite3 data/live-orders.db \"" + invariant + "\"")).isEmpty();
    shell.ran(
        "sqlite3 data/live-orders.db \"update products set total = total + 1 where id = 'A1'\"");
    assertThat(shell.ran("sqlite3 data/live-orders.db \"" + invariant + "\"")).startsWith("A1|");
  }

  @Test
  void aBackupIsRestoredAsOperationsSays() throws Exception {
    JarProcess server = jar().start();
    assertThat(shell.ran(Document.OPERATIONS.block("jar backup")))
        .contains("backup.db has 12 products");
    server.kill();
    assertThat(shell.ran(Document.OPERATIONS.block("jar restore")))
        .contains("has 12 products", "is kept in");
    assertThat(shell.ran(Document.OPERATIONS.block("new-epoch -conf"))).contains("is now epoch");
    assertThat(shell.ran(Document.OPERATIONS.block("purge --source")))
        .containsAnyOf("taken back", "no simulated");
    JarProcess again = jar().start();
    assertThat(again.terminate()).isZero();
    try (SqliteFile file = SqliteFile.open(folder.resolve("data/live-orders.db"))) {
      assertThat(file.number("select count(*) from products")).isPositive();
    }
  }

  @Test
  void aStoreMovesToPostgresAsOperationsSays() throws Exception {
    shell.assumeInstalled("curl");
    JarProcess old = jar().env("LIVE_ORDERS_SIMULATION_ENABLED", "false").start();
    try {
      assertThat(new Api(old.port()).order("A1", 5, "before the move").statusCode())
          .isEqualTo(200);
      assertThat(shell.ran(Document.OPERATIONS.block("jar export"))).contains("exported 4 lines");
    } finally {
      old.terminate();
    }
    Tenant tenant = PostgresServer.shared().newTenant();
    JarProcess moved = jar()
        .env("LIVE_ORDERS_STORE_URL", tenant.url())
        .env("LIVE_ORDERS_STORE_PASSWORD", tenant.password())
        .env("LIVE_ORDERS_CATALOGUE_FILE", "catalogue.json")
        .start();
    try {
      String commands = Document.OPERATIONS
          .block("split -C")
          .replace("localhost:3000", "127.0.0.1:" + moved.port())
          .replace("grep -v", "! grep -v");
      shell.ran(commands);
      shell.ran(commands);
      assertThat(new Api(moved.port()).total("electronics", "A1")).isEqualTo(8);
      assertThat(new Api(moved.port()).total("confectionery", "B1")).isEqualTo(101);
    } finally {
      moved.terminate();
    }
  }

  @Test
  void theConfigurationIsCheckedAsOperationsSays() throws Exception {
    assertThat(shell.ran(Document.OPERATIONS.block("check-config")))
        .contains("http.host comes from", "the catalogue has");
  }

  @Test
  void aRoleAndADatabaseAreMadeAsOperationsSays() throws Exception {
    shell.assumeInstalled("psql");
    PostgresServer database = PostgresServer.shared();
    String psql = "psql -v ON_ERROR_STOP=1 -h 127.0.0.1 -U postgres -p " + database.port();
    String commands = Document.OPERATIONS
        .block("create role shop")
        .replace("psql postgres", psql + " postgres")
        .replace("…", "s3cret");
    shell.ran(commands);
    String url = "postgresql://shop@127.0.0.1:" + database.port() + "/live";
    JarProcess server = jar()
        .env("LIVE_ORDERS_STORE_URL", url)
        .env("LIVE_ORDERS_STORE_PASSWORD", "s3cret")
        .start();
    try {
      assertThat(String.join("\n", server.lines())).contains("a NEW store: 12 products");
      StoreCommands.Ran busy = StoreCommands.in(folder, url, "s3cret").run("new-epoch");
      assertThat(busy.code()).isEqualTo(1);
      assertThat(busy.lines()).singleElement().asString().contains("is in use", "stop all nodes");
    } finally {
      assertThat(server.terminate()).isZero();
    }
    shell.ran(Document.LIFE.block("drop database").replace("psql postgres", psql + " postgres"));
    assertThat(database.sql("select count(*) from pg_roles where rolname = 'shop'"))
        .isEqualTo("0");
  }

  private JarProcess.Builder jar() {
    return JarProcess.builder().folder(folder);
  }
}

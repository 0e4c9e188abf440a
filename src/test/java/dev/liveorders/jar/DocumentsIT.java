package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.CheapJava;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.kit.SqliteFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents tell people to type, typed in an empty folder that has the jar and {@code conf/}. */
class DocumentsIT {
  private static final Path README = Path.of("README.md");
  private static final Path OPERATIONS = Path.of("src/site/markdown/operations.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

  @TempDir
  Path folder;

  @BeforeEach
  void copyWhatTheyHave() throws IOException {
    Files.createSymbolicLink(
        folder.resolve("live-orders.jar"), Path.of(System.getProperty("live-orders.jar")));
    Path conf = Files.createDirectory(folder.resolve("conf"));
    for (String name : List.of("production.json", "catalogue.json")) {
      Files.copy(Path.of("conf", name), conf.resolve(name));
    }
    CheapJava.writeProgram(Files.createDirectory(folder.resolve("bin")));
  }

  /** The blocks of a document in one language; those of none are for a shell. */
  private static List<String> blocks(Path document, String language) throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(document));
    return matcher
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static String block(Path document, String language, String part) throws IOException {
    return blocks(document, language).stream()
        .filter(block -> block.contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError(document + " has no block with " + part));
  }

  /** The commands of a block that shows answers, too: those behind a dollar sign, with the lines that continue them. */
  private static List<String> commands(String block) {
    List<String> commands = new ArrayList<>();
    boolean continued = false;
    for (String line : block.split("\n")) {
      if (line.startsWith("$ ")) {
        commands.add(line.substring(2));
      } else if (continued) {
        commands.add(commands.remove(commands.size() - 1) + "\n" + line);
      }
      continued = (line.startsWith("$ ") || continued) && line.endsWith("\\");
    }
    return commands;
  }

  private record Ran(int code, String said) {}

  private Ran shell(String command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", command)
        .directory(folder.toFile())
        .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LIVE_ORDERS_"));
    builder
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (path, java) -> java + ":" + path);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), said);
  }

  private String ran(String command) throws Exception {
    Ran ran = shell(command);
    assertThat(ran.code()).as("%s%n%s", command, ran.said()).isZero();
    return ran.said();
  }

  private void assumeInstalled(String program) throws Exception {
    assumeTrue(shell("command -v " + program).code() == 0, program + " is not installed");
  }

  @Test
  void everyRequestOfTheReadmeIsAnsweredAsItShows() throws Exception {
    JarProcess server = jar().env("LIVE_ORDERS_SIMULATION_ENABLED", "false").start();
    try {
      List<String> said = new ArrayList<>();
      for (String block : blocks(README, "")) {
        for (String command : commands(block)) {
          if (command.contains("text/event-stream")) {
            continue; // does not end by itself
          }
          said.add(ran(command.replace("localhost:3000", "localhost:" + server.port())));
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
    List<String> commands = commands(block(README, "console", "key add"));
    assertThat(commands).hasSize(3);
    String start = commands.get(1).replace("java -jar target/live-orders.jar ", "");
    JarProcess closed = jar().args(start.split(" ")).launch();
    assertThat(closed.exitCode()).isEqualTo(2);
    String key = ran(commands.get(0)).lines().findFirst().orElseThrow();
    JarProcess server = jar().args(start.split(" ")).start();
    try {
      String order = commands.get(2).replace("localhost:3000", "127.0.0.1:" + server.port());
      assertThat(ran(order)).contains("\"status\":401");
      assertThat(ran(order.replace("lo_…", key))).contains("\"ok\":true,\"id\":\"A1\"");
    } finally {
      server.terminate();
    }
  }

  @Test
  void theInvariantIsTrueAndTheFileReadAsOperationsSays() throws Exception {
    assumeInstalled("sqlite3");
    JarProcess server = jar().start();
    try {
      String reading = block(OPERATIONS, "", "select id, total from products");
      assertThat(ran(reading)).contains("A1|");
      assertThat(ran("sqlite3 data/live-orders.db '.backup copy.db'")).isEmpty();
    } finally {
      server.terminate();
    }
    String invariant = block(OPERATIONS, "sql", "coalesce");
    assertThat(ran("sqlite3 data/live-orders.db \"" + invariant + "\"")).isEmpty();
    ran("sqlite3 data/live-orders.db \"update products set total = total + 1 where id = 'A1'\"");
    assertThat(ran("sqlite3 data/live-orders.db \"" + invariant + "\"")).startsWith("A1|");
  }

  @Test
  void aBackupIsRestoredAsOperationsSays() throws Exception {
    JarProcess server = jar().start();
    assertThat(ran(block(OPERATIONS, "", "jar backup"))).contains("backup.db has 12 products");
    server.kill();
    assertThat(ran(block(OPERATIONS, "", "jar restore"))).contains("has 12 products", "is kept in");
    assertThat(ran(block(OPERATIONS, "", "new-epoch -conf"))).contains("is now epoch");
    assertThat(ran(block(OPERATIONS, "", "purge --source")))
        .containsAnyOf("taken back", "no simulated");
    JarProcess again = jar().start();
    assertThat(again.terminate()).isZero();
    try (SqliteFile file = SqliteFile.open(folder.resolve("data/live-orders.db"))) {
      assertThat(file.number("select count(*) from products")).isPositive();
    }
  }

  @Test
  void aStoreMovesToPostgresAsOperationsSays() throws Exception {
    assumeInstalled("curl");
    JarProcess old = jar().env("LIVE_ORDERS_SIMULATION_ENABLED", "false").start();
    try {
      assertThat(new Api(old.port()).order("A1", 5, "before the move").statusCode())
          .isEqualTo(200);
      assertThat(ran(block(OPERATIONS, "", "jar export"))).contains("exported 4 lines");
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
      String commands = block(OPERATIONS, "", "split -l")
          .replace("localhost:3000", "127.0.0.1:" + moved.port())
          .replace("grep -v", "! grep -v");
      ran(commands);
      ran(commands);
      assertThat(new Api(moved.port()).total("electronics", "A1")).isEqualTo(8);
      assertThat(new Api(moved.port()).total("confectionery", "B1")).isEqualTo(101);
    } finally {
      moved.terminate();
    }
  }

  @Test
  void theConfigurationIsCheckedAsOperationsSays() throws Exception {
    assertThat(ran(block(OPERATIONS, "", "check-config")))
        .contains("http.host comes from", "the catalogue has");
  }

  @Test
  void aRoleAndADatabaseAreMadeAsOperationsSays() throws Exception {
    assumeInstalled("psql");
    PostgresServer database = PostgresServer.shared();
    String commands = block(OPERATIONS, "", "create role shop")
        .replace(
            "psql postgres",
            "psql -v ON_ERROR_STOP=1 -h 127.0.0.1 -U postgres -p " + database.port() + " postgres")
        .replace("…", "s3cret");
    ran(commands);
    JarProcess server = jar()
        .env("LIVE_ORDERS_STORE_URL", "postgresql://shop@127.0.0.1:" + database.port() + "/live")
        .env("LIVE_ORDERS_STORE_PASSWORD", "s3cret")
        .start();
    try {
      assertThat(String.join("\n", server.lines())).contains("a NEW store: 12 products");
      JarProcess busy = jar()
          .env("LIVE_ORDERS_STORE_URL", "postgresql://shop@127.0.0.1:" + database.port() + "/live")
          .env("LIVE_ORDERS_STORE_PASSWORD", "s3cret")
          .args("new-epoch")
          .launch();
      assertThat(busy.exitCode()).isEqualTo(1);
      assertThat(busy.lines()).singleElement().asString().contains("is in use", "stop all nodes");
    } finally {
      assertThat(server.terminate()).isZero();
    }
  }

  private JarProcess.Builder jar() {
    return JarProcess.builder().folder(folder);
  }
}

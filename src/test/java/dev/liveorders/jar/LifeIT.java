package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Document;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the jar alone, by the commands of the document of it. */
class LifeIT {
  private static final Pattern COMMIT = Pattern.compile("commit (\\d+) of epoch");
  private static final int MANY = 12_000;

  @TempDir
  Path folder;

  private Shell shell;

  @BeforeEach
  void copyWhatTheyHave() throws Exception {
    shell = new Shell(folder);
    shell.assumeInstalled("curl");
  }

  private JarProcess.Builder jar() {
    return JarProcess.builder().folder(folder).env("LIVE_ORDERS_SIMULATION_ENABLED", "false");
  }

  /** One program plays both releases; the newer one's schema is played by its number. */
  @Test
  void aDowngradeOverANewerSchemaLosesNoOrderAndARemovalLeavesWhatPeopleHaveMade()
      throws Exception {
    shell.assumeInstalled("sqlite3");
    JarProcess server = jar().start();
    assertThat(new Api(server.port()).order("A1", 2, "before").statusCode()).isEqualTo(200);
    Matcher commit = COMMIT.matcher(shell.ran(Document.LIFE.block("jar backup")));
    assertThat(commit.find()).isTrue();
    assertThat(new Api(server.port()).order("A1", 3, "after").statusCode()).isEqualTo(200);
    placeMoreThanOneRequestTakes(server.port());
    assertThat(new Api(server.port()).order("B1", 1, "after").statusCode()).isEqualTo(200);
    assertThat(server.terminate()).isZero();
    shell.set("SEQ", commit.group(1));
    assertThat(shell.ran(Document.LIFE.block("jar export")))
        .contains("exported " + (2 + MANY) + " lines");
    shell.ran("sqlite3 data/live-orders.db 'pragma user_version = 99'");

    JarProcess older = jar().launch();
    assertThat(older.exitCode()).isEqualTo(1);
    assertThat(older.lines())
        .singleElement()
        .asString()
        .contains("has schema version 99", "run the newer program");
    assertThat(shell.ran(Document.LIFE.block("jar restore"))).contains("is kept in");
    JarProcess again = jar().start();
    try {
      assertSinceIsPlaced(again.port());
    } finally {
      assertThat(again.terminate()).isZero();
    }
    assertRemoved();
  }

  private static void placeMoreThanOneRequestTakes(int port) throws Exception {
    for (int first = 0; first < MANY; first += MANY / 2) {
      String orders = IntStream.range(first, first + MANY / 2)
          .mapToObj(i -> "{\"id\":\"A1\",\"amount\":1,\"orderId\":\"many-" + i + "\"}")
          .collect(Collectors.joining(",", "[", "]"));
      assertThat(new Api(port).post("/orders", orders).statusCode()).isEqualTo(200);
    }
  }

  /** An order that the older program does not take stands in what the second command shows. */
  private void assertWhatIsRejectedIsShown(String place) throws Exception {
    Path since = folder.resolve("since.ndjson");
    String all = Files.readString(since);
    Files.writeString(since, all.replaceFirst("\"A1\"", "\"gone\""));
    assertThat(shell.ran(place)).contains("\"ok\":false").hasLineCount(1);
    Files.writeString(since, all);
  }

  private void assertSinceIsPlaced(int port) throws Exception {
    assertThat(new Api(port).total("electronics", "A1")).isEqualTo(5);
    String place = Document.LIFE
        .block("--data-binary")
        .replace("localhost:3000", "127.0.0.1:" + port)
        .replace("/var/lib/live-orders/", "");
    assertWhatIsRejectedIsShown(place);
    assertThat(shell.ran(place)).isEmpty();
    assertThat(shell.ran(place)).isEmpty();
    assertThat(new Api(port).total("electronics", "A1")).isEqualTo(8 + MANY);
    assertThat(new Api(port).total("confectionery", "B1")).isEqualTo(102);
    assertThat(new Api(port).order("A1", 2, "before").body()).contains("\"duplicate\":true");
  }

  private void assertRemoved() throws Exception {
    assertThat(names(folder.resolve("data"))).allMatch(name -> name.startsWith("live-orders.db"));
    shell.ran(Document.LIFE.block("rm -r data"));
    assertThat(names(folder))
        .containsExactlyInAnyOrder(
            "answers.ndjson", "bin", "conf", "before-upgrade.db", "since.ndjson");
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void anOrderIsCancelledAndCorrectedAsTheProtocolSays() throws Exception {
    String key = StoreCommands.in(folder).addKey("shop", "orders,reports");
    shell.set("KEY", key).set("REPORTS_KEY", key);
    JarProcess server = jar().start();
    try {
      Api api = new Api(server.port(), key);
      assertThat(api.order("A1", 3, "1002").statusCode()).isEqualTo(200);
      String cancel = Document.PROTOCOL
          .block("sh", "1002-cancelled-1")
          .replace("https://totals.shop.example", "http://127.0.0.1:" + server.port());
      assertThat(shell.ran(cancel))
          .contains("{\"ok\":true,\"id\":\"A1\",\"total\":4")
          .containsSubsequence("\"orderId\":\"1002-cancelled-1\",", "-2", "\"1002\"", "3");
      assertThat(shell.ran(cancel)).contains("\"duplicate\":true");
      assertThat(api.order("A1", -1, "1002-cancelled-1").statusCode()).isEqualTo(422);
      assertThat(api.order("A1", -5, "1002-cancelled-2").statusCode()).isEqualTo(409);
      assertThat(api.total("electronics", "A1")).isEqualTo(4);
    } finally {
      server.terminate();
    }
  }
}

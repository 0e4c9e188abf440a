package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.SqliteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit} and {@code explain} beside a server that runs, and without one. */
class AuditIT {
  @TempDir
  private Path folder;

  private JarProcess.Builder jar() {
    return JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_REHEARSAL_MILLIS", "0")
        .env("LIVE_ORDERS_AUDIT_SALES_SECONDS", "3")
        .env("LIVE_ORDERS_LIVE_PONG_TIMEOUT_MILLIS", "600000") // its watcher answers no pings
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false");
  }

  private StoreCommands.Ran command(int exitCode, String... arguments) throws Exception {
    StoreCommands.Ran command = StoreCommands.in(folder).run(arguments);
    assertThat(command.code()).as("%s", command.lines()).isEqualTo(exitCode);
    return command;
  }

  private Path store() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".db")).findFirst().orElseThrow();
    }
  }

  /** Reads on until a message has a total; there are pings, too. */
  private static String nextWith(RawSocket watcher, long total) {
    return Await.until(
        "a message with the total " + total,
        () -> watcher.readNext(RawSocket.TEXT).text(),
        text -> text.contains("\"total\":" + total));
  }

  @Test
  void aFalsifiedTotalIsFoundCorrectedAndExplainedBesideAServer() throws Exception {
    JarProcess server = jar().start();
    try (RawSocket watcher = RawSocket.connect(
        server.port(), "/orders/electronics?ids=A1", "Sec-WebSocket-Protocol: live-orders.v1")) {
      watcher.readText();
      Api api = new Api(server.port());
      assertThat(api.order("A1", 5, "1001").statusCode()).isEqualTo(200);
      long total = api.total("electronics", "A1");
      assertThat(nextWith(watcher, total)).contains("A1");
      assertThat(command(0, "audit").lines()).contains("every total is the sum of its orders");
      try (SqliteFile file = SqliteFile.open(store())) {
        file.falsify("A1", 4_711);
        file.falsifySales("A1", 99);
      }
      String difference = "the total of \"A1\" is 4711, and its orders add up to " + total;
      assertThat(command(1, "audit").lines())
          .contains(difference, "3 times of sales differ")
          .anyMatch(line -> line.startsWith("the sales of \"A1\" in the day from")
              && line.endsWith(" are 99 in 1 order, and its orders add up to 5 in 1 order"));
      Await.until(
          "the server says so itself",
          Duration.ofMinutes(1),
          server::lines,
          said -> said.stream().anyMatch(line -> line.contains(difference))
              && said.stream().anyMatch(line -> line.contains("the sales of 3 steps of time")));
      assertThat(command(0, "audit", "--repair").lines())
          .anyMatch(line -> line.startsWith(difference));
      assertThat(nextWith(watcher, total)).as("watchers are told").contains("\"seq\":");
      assertThat(command(0, "explain", "A1", "--limit", "2").lines())
          .anyMatch(line -> line.contains("audit") && line.contains("from-4711-to-" + total))
          .anyMatch(line -> line.contains("api") && line.contains("1001"))
          .anyMatch(line -> line.contains("explain --before"));
    } finally {
      server.terminate();
    }
    assertThat(command(0, "audit").lines())
        .contains("every total is the sum of its orders", "all sales are the sums of their orders");
    assertThat(command(1, "explain", "ZZ9").lines()).anyMatch(line -> line.contains("\"ZZ9\""));
    readersMayGo();
  }

  /** By a pipe whose only reader has closed it before the command begins. */
  private void readersMayGo() throws Exception {
    String unread =
        "rm -f pipe && mkfifo pipe && exec 3<>pipe && exec 1>pipe && exec 3<&- && exec \"$@\"";
    for (String command : List.of("export", "audit")) {
      JarProcess quiet = jar().under("sh", "-c", unread, "sh").args(command).launch();
      assertThat(quiet.exitCode()).as("%s: %s", command, quiet.lines()).isEqualTo(141);
      assertThat(quiet.lines()).as(command).isEmpty();
    }
    if (OS.LINUX.isCurrentOs()) {
      JarProcess full =
          jar().under("sh", "-c", "exec \"$@\" >/dev/full", "sh").args("audit").launch();
      assertThat(full.exitCode()).isEqualTo(1);
      assertThat(full.lines())
          .singleElement()
          .asString()
          .contains("standard output cannot be written", "room on its disk");
    }
  }
}

package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.TestNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Measuring a server that speaks HTTPS. */
class TlsTargetTest {
  @TempDir
  static Path folder;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode().with(Certificate.create(folder, "localhost"));
    node.orders().withBoard();
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void watchersComeByTls() {
    StringWriter out = new StringWriter();
    assertThat(bench(out, "--insecure")).as(out.toString()).isZero();
    assertThat(out.toString()).contains("\"right\":true", "\"exact\":5.0", "\"failed\":0.0");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTakenUnlessAsked() {
    StringWriter out = new StringWriter();
    assertThat(bench(out, "--rounds=1")).isNotZero();
    assertThat(out.toString()).contains("TLS: ", "certification path");
  }

  private static int bench(StringWriter out, String option) {
    return new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(
            "idle",
            "--url",
            "https://localhost:" + node.port(),
            "--watchers",
            "5",
            "--waves",
            "1",
            "--json",
            option);
  }
}

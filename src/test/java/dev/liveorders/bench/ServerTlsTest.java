package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A server of bench's own that speaks HTTPS: its certificate, and the option that asks for it. */
class ServerTlsTest {
  @TempDir
  Path folder;

  @Test
  void theCertificateIsForThisMachineAndItsPasswordIsNotShown() throws Exception {
    OwnCertificate own = OwnCertificate.create(folder, OwnCertificate.Kind.EC);
    assertThat(own.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(own.certificate().getSubjectAlternativeNames())
        .extracting(name -> name.get(1).toString())
        .containsExactlyInAnyOrder("localhost", "127.0.0.1");
    assertThat(own.environment()).containsValues(own.keystore().toString(), own.password());
    assertThat(own.toString()).doesNotContain(own.password());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.keystore())))
        .as("or no server starts with it")
        .isEqualTo("rw-------");
  }

  @Test
  void aServerThatRunsAlreadyHasItsOwnCertificate() {
    String said = said(1, "idle --tls --url https://localhost:1");
    assertThat(said).contains("--tls is for a server that is started", "--insecure");
  }

  @Test
  void theKindOfKeyIsOneThatBrowsersTake() {
    assertThat(said(2, "saturate --tls=DSA")).contains("'--tls'", "DSA", "EC, RSA");
  }

  @Test
  void helpOfEveryScenarioTellsHowItSpeaks() {
    CommandLine bench = new CommandLine(new BenchCommand());
    bench.getSubcommands().forEach((name, scenario) -> {
      String clusters = "Nodes speak TLS to each other";
      String expected = List.of("cluster", "roll").contains(name) ? clusters : "--tls";
      assertThat(scenario.getUsageMessage()).as(name).contains(expected);
    });
  }

  private static String said(int code, String arguments) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    CommandLine bench = new CommandLine(new BenchCommand()).setOut(writer).setErr(writer);
    bench.setExecutionExceptionHandler((failure, command, result) -> {
      command.getErr().println(failure.getMessage());
      return 1;
    });
    assertThat(bench.execute(arguments.split(" "))).as(said.toString()).isEqualTo(code);
    return said.toString();
  }
}

package dev.liveorders.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

/** The command lines that a start reads by itself, each as picocli would read it. */
class ServeOptionsTest {
  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : List.of(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-cluster",
        "-conf conf/production.json",
        "-conf /etc/live-orders/live-orders.json -instances 3 -cluster",
        "-cluster -instances 256 -conf ../a,b=c.json",
        "-instances 999"
      })
  void anOrdinaryStartIsReadAsPicocliReadsIt(String line) {
    String[] words = words(line).toArray(String[]::new);
    ParseResult parsed = Main.commandLine(words).parseArgs(words);
    assertThat(parsed.hasSubcommand()).isFalse();
    Path conf = parsed.matchedOptionValue("-conf", null);
    Integer instances = parsed.matchedOptionValue("-instances", null);
    assertThat(ServeOptions.of(words(line)))
        .contains(new ServeOptions(
            Optional.ofNullable(conf),
            parsed.hasMatchedOption("-cluster"),
            Optional.ofNullable(instances)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "--version",
        "-cluster --help",
        "-conf=conf/production.json",
        "-conf",
        "-conf -cluster",
        "-conf @options",
        "@options",
        "-conf a.json -conf b.json",
        "-cluster -cluster",
        "-cluster=false",
        "-cluster false",
        "-instances many",
        "-instances 0",
        "-instances -1",
        "-instances 1000000000000",
        "-instances",
        "chek-config",
        "check-config -conf a.json",
        "-conf a.json key list",
        "-conf 'a.json'",
        "-- -cluster"
      })
  void allElseIsLeftToPicocli(String line) {
    assertThat(ServeOptions.of(words(line))).isEmpty();
  }

  @Test
  void aFileMayHaveBlanksInItsName() {
    assertThat(ServeOptions.of(List.of("-conf", "my shop.json")))
        .contains(new ServeOptions(Optional.of(Path.of("my shop.json")), false, Optional.empty()));
  }

  @Test
  void anEmptyWordIsLeftToPicocli() {
    assertThat(ServeOptions.of(List.of("-conf", ""))).isEmpty();
    assertThat(ServeOptions.of(List.of(""))).isEmpty();
  }
}

package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.NodeJs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The client modules without a browser: the suites in {@code src/test/js}, on the Node.js that Playwright brings along. */
class ModulesIT {
  private static final Path SUITES = Path.of("src/test/js");

  @Test
  void everyTestOfTheModulesPasses() throws IOException {
    String said = NodeJs.run(
        Path.of("").toAbsolutePath(),
        "--test-reporter=spec",
        SUITES.resolve("all.mjs").toString());
    assertThat(said)
        .containsPattern("tests [1-9]")
        .containsPattern("suites " + suites() + "\\b")
        .containsPattern("skipped 0");
  }

  private static long suites() throws IOException {
    try (Stream<Path> files = Files.list(SUITES)) {
      return files.filter(file -> file.toString().endsWith(".test.mjs")).count();
    }
  }
}

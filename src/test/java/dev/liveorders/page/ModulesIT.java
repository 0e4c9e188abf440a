package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.NodeJs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The client modules without a browser: the suites in {@code src/test/js}, on the Node.js that Playwright brings
 * along.
 */
class ModulesIT {
  private static final Path SUITES = Path.of("src/test/js");

  @Test
  void everyTestOfTheModulesPasses() throws IOException {
    String said = NodeJs.run(
        Path.of("").toAbsolutePath(),
        "--test-reporter=spec",
        SUITES.resolve("all.mjs").toString());
    assertThat(said).contains(suites()).containsPattern("tests [1-9]").containsPattern("skipped 0");
  }

  /** The names of all files of tests, under which their tests are reported. */
  private static List<String> suites() throws IOException {
    try (Stream<Path> files = Files.list(SUITES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".test.mjs"))
          .toList();
    }
  }
}

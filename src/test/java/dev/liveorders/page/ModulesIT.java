package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.NodeJs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The client modules without a browser: the suite in {@code src/test/js}, on the Node.js that Playwright brings along. */
class ModulesIT {
  private static final Path SUITE = Path.of("src/test/js");

  @Test
  void everyTestOfTheModulesPasses() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--test", "--test-reporter=spec"));
    arguments.addAll(suite());
    String said = NodeJs.run(Path.of("").toAbsolutePath(), arguments.toArray(String[]::new));
    assertThat(said).containsPattern("tests [1-9]").containsPattern("skipped 0");
  }

  private static List<String> suite() throws IOException {
    try (Stream<Path> files = Files.list(SUITE)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".test.mjs"))
          .sorted()
          .toList();
    }
  }
}

package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client modules without a browser: the suite in {@code src/test/js}, on the Node.js that Playwright brings along. */
class ModulesIT {
  private static final Path SUITE = Path.of("src/test/js");
  private static final long SECONDS = 60;

  @TempDir
  Path folder;

  @Test
  void everyTestOfTheModulesPasses() throws Exception {
    List<String> command = new ArrayList<>(List.of(node(), "--test", "--test-reporter=spec"));
    command.addAll(suite());
    Path output = folder.resolve("output");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("ended within " + SECONDS + " s: " + said(output)).isTrue();
    assertThat(process.exitValue()).as(said(output)).isZero();
    assertThat(said(output)).containsPattern("tests [1-9]").containsPattern("skipped 0");
  }

  /** Its own, unless PLAYWRIGHT_NODEJS_PATH names another. */
  private static String node() {
    Map<String, String> environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    return Driver.ensureDriverInstalled(environment, false)
        .createProcessBuilder()
        .command()
        .get(0);
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

  private static String said(Path output) throws IOException {
    return Files.readString(output);
  }
}

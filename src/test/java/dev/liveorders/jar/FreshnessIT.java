package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.Soak;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server's own measure of freshness, beside that of a load on a machine that does nothing else. Both begin with
 * an order: the load when it has sent it, the server when it has read it. What is between is the way there and back.
 */
@Soak
class FreshnessIT {
  @TempDir
  Path folder;

  @Test
  void theServerMeasuresWhatItsWatchersSeeWithinAMillisecond() throws Exception {
    String steady =
        "bench steady --v1 --watchers 20 --rate 200 --connections 8 --warm-up 4 --seconds 4 --json";
    JarProcess bench =
        JarProcess.builder().folder(folder).args(steady.split(" ")).launch();
    assertThat(bench.exitCode()).as(String.join("\n", bench.lines())).isZero();
    String last = bench.lines().get(bench.lines().size() - 1);
    JsonNode measured = new ObjectMapper().readTree(last).get(0);
    assertThat(measured.get("freshnessP50Millis").asDouble())
        .as(last)
        .isCloseTo(measured.get("sentP50Millis").asDouble(), within(1.0));
  }
}

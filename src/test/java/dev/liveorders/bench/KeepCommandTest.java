package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A pass of which nothing can come. */
class KeepCommandTest {
  @ParameterizedTest
  @CsvSource({"20, 20", "20, 21"})
  void nobodyWaitsForAPassThatHasNothingToFold(String days, String keepDays) {
    StringWriter said = new StringWriter();
    int code = new CommandLine(new KeepCommand())
        .setErr(new PrintWriter(said, true))
        .execute("--days", days, "--keep-days", keepDays);
    assertThat(code).isEqualTo(1);
    assertThat(said.toString()).contains("--keep-days " + keepDays, "--days " + days);
  }
}

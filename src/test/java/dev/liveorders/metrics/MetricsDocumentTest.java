package dev.liveorders.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The document of meters: it has each that is exposed, and no other. */
class MetricsDocumentTest {
  private static final Path DOCUMENT = Path.of("src/site/markdown/metrics.md");
  private static final Pattern ROW = Pattern.compile(
      "(?m)^\\| `([a-z_]+)` \\| (counter|gauge|histogram|summary) \\| ([^|]*) \\| ([^|]+) \\|$");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) \\S+$");

  @Test
  void eachMeterOfOursHasItsRowAndEachRowItsMeter() throws IOException {
    List<String> expected =
        Arrays.stream(Meter.values()).map(MetricsDocumentTest::row).toList();
    List<String> rows = ROW.matcher(Files.readString(DOCUMENT))
        .results()
        .map(row -> row.group())
        .filter(row -> row.startsWith("| `live_orders_"))
        .toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String row(Meter meter) {
    String kind = meter.isHistogram() ? "histogram" : meter.kind().name().toLowerCase(Locale.ROOT);
    String labels =
        meter.labels().stream().map(label -> '`' + label + '`').collect(Collectors.joining(", "));
    return "| `" + meter.exposedName() + "` | " + kind + " | " + labels + " | " + meter.help()
        + " |";
  }

  @Test
  void eachMeterOfTheJvmHasItsRowAndEachRowItsMeter() throws IOException {
    String text = new String(NodeMeters.alone().text(), UTF_8);
    Set<String> exposed = TYPE.matcher(text)
        .results()
        .map(type -> type.group(1))
        .filter(name -> !name.startsWith("live_orders_"))
        .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named = ROW.matcher(Files.readString(DOCUMENT))
        .results()
        .map(row -> row.group(1))
        .filter(name -> !name.startsWith("live_orders_"))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).isEqualTo(exposed).hasSizeGreaterThan(20);
  }
}

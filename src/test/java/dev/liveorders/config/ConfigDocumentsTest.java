package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The documents and files of the configuration, against its keys. */
class ConfigDocumentsTest {
  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void everyKeyIsDocumentedWithItsDefaultAndItsEnvironmentName(ConfigKey key) throws Exception {
    String line = Files.readAllLines(Path.of("conf/README.md")).stream()
        .filter(row -> row.startsWith("| `" + key.path() + "` |"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(key.path() + " has no line in conf/README.md"));

    assertThat(line).contains("`" + key.environmentName() + "`", key.description());
    String shown =
        key.defaultValue().toString().isEmpty() ? "empty" : "`" + key.defaultValue() + "`";
    assertThat(line).contains("| " + shown + " |");
  }

  @Test
  void theExampleFileSpellsOutExactlyTheDefaults() throws Exception {
    Map<String, Object> file = new ObjectMapper()
        .readValue(Files.readString(Path.of("conf/config.json")), new TypeReference<>() {});

    assertThat(file).isEqualTo(ConfigReader.read(Optional.empty(), Map.of()).json());
  }

  @Test
  void theProductionFileIsValidAndSimulatesNothing() {
    Settings settings = ConfigReader.read(Optional.of(Path.of("conf/production.json")), Map.of());

    assertThat(settings.config().simulation().enabled()).isFalse();
    assertThat(settings.config().catalogue().file())
        .contains(Path.of("conf/catalogue.json").toAbsolutePath().toString());
    assertThat(settings.config().store().url())
        .isEqualTo("sqlite:" + Path.of("data/live-orders.db").toAbsolutePath());
  }

  @Test
  void environmentNamesAreThePathInUpperSnakeCase() {
    assertThat(ConfigKey.LIVE_FLUSH_INTERVAL_MILLIS.environmentName())
        .isEqualTo("LIVE_ORDERS_LIVE_FLUSH_INTERVAL_MILLIS");
    List<String> names =
        Arrays.stream(ConfigKey.values()).map(ConfigKey::environmentName).toList();
    assertThat(names).doesNotHaveDuplicates();
  }
}

package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "[]",
        "{\"http\":{\"port\":3001}} {\"http\":{\"port\":4000}}",
        "{\"http\":{\"port\":3001}} }"
      })
  void itIsOneJsonObject(String json) throws Exception {
    Path file = Files.writeString(folder.resolve("conf.json"), json);
    ConfigException found = catchThrowableOfType(
        ConfigException.class, () -> ConfigReader.read(Optional.of(file), Map.of()));
    assertThat(found.faults())
        .singleElement()
        .asString()
        .startsWith(file.toString())
        .contains("is not a JSON object");
  }
}

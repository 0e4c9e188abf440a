package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way from values by key to the typed configuration. */
class ConfigMapperTest {
  private final Map<ConfigKey, Object> values = new EnumMap<>(ConfigKey.class);

  ConfigMapperTest() {
    Arrays.stream(ConfigKey.values()).forEach(key -> values.put(key, key.defaultValue()));
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void everyKeyReachesTheRecordOfItsSection(ConfigKey key) {
    AppConfig defaults = ConfigMapper.map(values);

    values.put(key, other(key.defaultValue()));

    assertThat(differing(ConfigMapper.map(values), defaults)).containsExactly(key.section());
  }

  @Test
  void aDurationHasTheUnitThatItsKeyEndsIn() {
    values.put(ConfigKey.CLUSTER_JOIN_SECONDS, 90);
    values.put(ConfigKey.CLUSTER_GAP_MILLIS, 7);

    AppConfig.Cluster cluster = ConfigMapper.map(values).cluster();

    assertThat(cluster.joinTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(cluster.gap()).isEqualTo(Duration.ofMillis(7));
  }

  record Unclear(Duration timeout) {}

  @Test
  void aDurationWhoseKeySaysNoUnitIsAnError() {
    JsonMapper mapper = JsonMapper.builder()
        .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationDeserializer()))
        .build();

    assertThatThrownBy(() -> mapper.convertValue(Map.of("timeout", 5), Unclear.class))
        .hasMessageContaining("timeout ends in no unit; end it in Millis or Seconds");
  }

  @Test
  void anEmptyTextIsNone() {
    values.put(ConfigKey.CLUSTER_PUBLIC_HOST, "node-1.example");

    AppConfig.Cluster cluster = ConfigMapper.map(values).cluster();

    assertThat(cluster.publicHost()).contains("node-1.example");
    assertThat(cluster.host()).isEmpty();
  }

  @Test
  void aComponentWithoutAKeyIsNotSilentlyNothing() {
    values.remove(ConfigKey.STORE_PASSWORD);

    assertThatThrownBy(() -> ConfigMapper.map(values)).hasMessageContaining("'password'");
  }

  @Test
  void aListCannotBeChangedByItsReader() {
    List<String> origins = ConfigMapper.map(values).http().allowedOrigins();

    assertThatThrownBy(() -> origins.add("*")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aSecretReachesItsRecordAndIsNotShown() {
    values.put(ConfigKey.STORE_PASSWORD, new Secret("s3cret"));

    AppConfig config = ConfigMapper.map(values);

    assertThat(config.store().password()).isEqualTo(new Secret("s3cret"));
    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(config.store().passwordFile()).isEqualTo(Optional.empty());
  }

  private static Object other(Object value) {
    if (value instanceof Integer number) {
      return number + 1;
    }
    if (value instanceof Boolean flag) {
      return !flag;
    }
    if (value instanceof Enum<?> choice) {
      Object[] choices = choice.getDeclaringClass().getEnumConstants();
      return choices[choices.length - 1];
    }
    if (value instanceof Secret) {
      return new Secret("other");
    }
    if (value instanceof Map) {
      return Map.of("io.vertx", "debug");
    }
    return value instanceof List ? List.of("other") : "127.0.0.2";
  }

  private static List<String> differing(AppConfig one, AppConfig another) {
    return Arrays.stream(AppConfig.class.getRecordComponents())
        .filter(section -> {
          try {
            return !section
                .getAccessor()
                .invoke(one)
                .equals(section.getAccessor().invoke(another));
          } catch (ReflectiveOperationException unreadable) {
            throw new AssertionError(unreadable);
          }
        })
        .map(section -> section.getName())
        .toList();
  }
}

package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
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
  void everyKeyReachesTheComponentThatIsNamedForIt(ConfigKey key) throws Exception {
    AppConfig defaults = ConfigMapper.map(values);

    values.put(key, other(key.defaultValue()));

    AppConfig changed = ConfigMapper.map(values);
    RecordComponent section = onlyDifference(changed, defaults);
    Method accessor = section.getAccessor();
    String component = onlyDifference(
            (Record) accessor.invoke(changed), (Record) accessor.invoke(defaults))
        .getName();
    String name = key.field().replaceFirst("([Mm]illis|[Ss]econds)$", "");
    assertThat(section.getName()).isEqualTo(key.section());
    assertThat(component).containsIgnoringCase(name);
  }

  @Test
  void aDurationHasTheUnitThatItsKeyEndsIn() {
    values.put(ConfigKey.CLUSTER_JOIN_SECONDS, 90);
    values.put(ConfigKey.CLUSTER_GAP_MILLIS, 7);

    AppConfig.Cluster cluster = ConfigMapper.map(values).cluster();

    assertThat(cluster.joinTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(cluster.gap()).isEqualTo(Duration.ofMillis(7));
  }

  @Test
  void aDurationWhoseKeySaysNoUnitIsAnError() {
    assertThatThrownBy(() -> new ConfigValues(values).duration(ConfigKey.HTTP_PORT))
        .hasMessageContaining("http.port ends in no unit; end it in Millis or Seconds");
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

    assertThatThrownBy(() -> ConfigMapper.map(values))
        .hasMessageContaining("store.password has no value");
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

  private static RecordComponent onlyDifference(Record one, Record another) throws Exception {
    List<RecordComponent> differences = new ArrayList<>();
    for (RecordComponent component : one.getClass().getRecordComponents()) {
      Method accessor = component.getAccessor();
      if (!accessor.invoke(one).equals(accessor.invoke(another))) {
        differences.add(component);
      }
    }
    assertThat(differences).hasSize(1);
    return differences.get(0);
  }
}

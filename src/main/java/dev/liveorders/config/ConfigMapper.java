package dev.liveorders.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes the typed configuration of values that are each of their key's type and in its range. */
final class ConfigMapper {
  /** A key without a component, or a component without a key, fails every start and so every test. */
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
      .enable(
          DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
          DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
          DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
          DeserializationFeature.READ_ENUMS_USING_TO_STRING)
      .addModule(new SimpleModule()
          .addDeserializer(Duration.class, new DurationDeserializer())
          .addDeserializer(Optional.class, new TextDeserializer()))
      .build();

  private ConfigMapper() {}

  /**
   * Maps the values to the components that are named for their keys.
   *
   * @param values every key with its value
   */
  static AppConfig map(Map<ConfigKey, Object> values) {
    return MAPPER.convertValue(ConfigTree.of(values, Secret::value), AppConfig.class);
  }

  /** A text that may be missing; an empty one is. */
  private static final class TextDeserializer extends JsonDeserializer<Optional<String>> {
    @Override
    public Optional<String> deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Optional.of(parser.getText()).filter(text -> !text.isEmpty());
    }
  }
}

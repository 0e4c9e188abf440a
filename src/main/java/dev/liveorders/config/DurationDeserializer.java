package dev.liveorders.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Reads an integer as a duration, in the unit that its key is or ends in: {@code pingMillis}, {@code joinSeconds},
 * {@code millis}.
 */
final class DurationDeserializer extends JsonDeserializer<Duration>
    implements ContextualDeserializer {
  private final ChronoUnit unit;

  /** Makes one that is yet to be told its key. */
  DurationDeserializer() {
    this(ChronoUnit.MILLIS);
  }

  private DurationDeserializer(ChronoUnit unit) {
    this.unit = unit;
  }

  @Override
  public JsonDeserializer<Duration> createContextual(
      DeserializationContext context, BeanProperty property) throws JsonMappingException {
    String name = property.getName();
    if (name.equals("millis") || name.endsWith("Millis")) {
      return new DurationDeserializer(ChronoUnit.MILLIS);
    }
    if (name.equals("seconds") || name.endsWith("Seconds")) {
      return new DurationDeserializer(ChronoUnit.SECONDS);
    }
    return context.reportBadDefinition(
        Duration.class, name + " ends in no unit; end it in Millis or Seconds");
  }

  @Override
  public Duration deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    return Duration.of(parser.getLongValue(), unit);
  }
}

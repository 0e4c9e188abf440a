package dev.liveorders.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON is written as Vert.x writes it where it has a mapper of objects. */
class JsonWriterTest {
  @Test
  void itIsWhatVertxWrites() {
    JsonArray array = new JsonArray(Arrays.asList(
        null,
        true,
        7,
        1L << 40,
        BigInteger.TWO.pow(100),
        new BigDecimal("12.50"),
        new BigDecimal("1E+3"),
        new WrittenDecimal("1e3"),
        0.5,
        "\u0000 \" \\ / \u2028 é 😀",
        List.of(),
        Map.of("a", List.of(new JsonObject()))));
    JsonObject object = new JsonObject().put("list", array).put("none", new JsonObject());
    assertThat(JsonWriter.write(array)).isEqualTo(array.toBuffer());
    assertThat(JsonWriter.write(object)).isEqualTo(object.toBuffer());
  }
}

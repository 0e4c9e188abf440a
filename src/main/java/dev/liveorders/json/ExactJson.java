package dev.liveorders.json;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/** Reads JSON of our own, from files and other nodes, with every digit: Vert.x's reader makes doubles of decimals. */
public final class ExactJson {
  private static final ObjectReader READER = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build()
      .readerFor(new TypeReference<LinkedHashMap<String, Object>>() {});

  private ExactJson() {}

  /**
   * Reads an object; a byte order mark before it is skipped.
   *
   * @throws DecodeException when {@code bytes} hold none
   */
  public static JsonObject object(Buffer bytes) {
    try {
      LinkedHashMap<String, Object> fields =
          READER.readValue(StrictJson.withoutMark(bytes.toString(StandardCharsets.UTF_8)));
      if (fields == null) {
        throw new DecodeException("null is no object");
      }
      return new JsonObject(fields);
    } catch (IOException notJson) {
      throw new DecodeException("Failed to decode: " + notJson.getMessage(), notJson);
    }
  }
}

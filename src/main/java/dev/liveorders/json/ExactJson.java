package dev.liveorders.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads JSON of our own, from files and other nodes, with every digit: Vert.x's reader makes doubles of decimals. */
public final class ExactJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ExactJson() {}

  /**
   * Reads an object; a byte order mark before it is skipped.
   *
   * @throws DecodeException when {@code bytes} hold none
   */
  public static JsonObject object(Buffer bytes) {
    String text = StrictJson.withoutMark(bytes.toString(StandardCharsets.UTF_8));
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new DecodeException("Failed to decode: it is no object");
      }
      JsonObject object = StrictJson.toObject(JsonTree.read(parser, JsonParser::getDecimalValue));
      if (parser.nextToken() != null) {
        throw new DecodeException("Failed to decode: there is more after the object's end");
      }
      return object;
    } catch (IOException | NumberFormatException notJson) {
      throw new DecodeException("Failed to decode: " + notJson.getMessage(), notJson);
    }
  }
}

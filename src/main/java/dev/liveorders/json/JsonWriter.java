package dev.liveorders.json;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;

/**
 * Writes JSON as {@code toBuffer()} of Vert.x does, by its codec that only streams. The other one, which Vert.x prefers
 * where it can, has a mapper of objects, for which a start would wait.
 */
public final class JsonWriter {
  private static final JacksonCodec CODEC = new JacksonCodec();

  private JsonWriter() {}

  /** Writes an object, in UTF-8 and without white space. */
  public static Buffer write(JsonObject json) {
    return CODEC.toBuffer(json, false);
  }

  /** Writes an array, in UTF-8 and without white space. */
  public static Buffer write(JsonArray json) {
    return CODEC.toBuffer(json, false);
  }
}

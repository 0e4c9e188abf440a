package dev.liveorders.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON more strictly than the RFC asks (8259, section 4 and 8): a key twice, deep nesting and text that is not
 * Unicode are refused, as the next reader might understand them otherwise. Numbers keep every digit, and whether they
 * were written as integers.
 */
public final class StrictJson {
  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 100;

  private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(DEEPEST)
              .maxNumberLength(LONGEST_NUMBER)
              .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build()
      .readerFor(TypeFactory.unknownType());

  private StrictJson() {}

  /**
   * Reads an object.
   *
   * @throws NotJsonException when {@code text} is none
   */
  public static JsonObject object(String text) {
    return toObject(value(text));
  }

  /**
   * A value as an object.
   *
   * @throws NotJsonException when {@code value} is none
   */
  @SuppressWarnings("unchecked") // the reader makes maps with String keys
  public static JsonObject toObject(Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject((Map<String, Object>) map);
    }
    throw notJson("must be a JSON object, not " + kind(value));
  }

  private static String kind(Object value) {
    if (value == null) {
      return "null";
    }
    return value instanceof List
        ? "an array"
        : value instanceof String ? "a string" : value instanceof Number ? "a number" : "a boolean";
  }

  /**
   * Reads a value: a Map, List, String, Integer, Long, BigInteger, BigDecimal, Boolean or null.
   *
   * @throws NotJsonException when {@code text} is no JSON
   */
  public static Object value(String text) {
    if (text.isBlank()) {
      throw notJson("is empty");
    }
    if (text.indexOf('\uFFFD') >= 0) {
      throw notJson(
          "is not UTF-8, or has the replacement character U+FFFD, which says that it was not once");
    }
    try {
      Object value = READER.readValue(text);
      if (text.contains("\\u")) {
        checkUnicode(value);
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw notJson("is nested deeper than " + DEEPEST + " levels or has a number of more than "
          + LONGEST_NUMBER + " digits");
    } catch (StreamReadException e) {
      JsonLocation where = e.getLocation();
      throw notJson("is not JSON in line " + where.getLineNr() + ", column " + where.getColumnNr()
          + ": " + firstWords(e));
    } catch (JsonProcessingException e) {
      throw notJson("is not one JSON value: there is more after its end");
    }
  }

  /** What Jackson found, without its hints to programmers. */
  private static String firstWords(StreamReadException e) {
    return e.getOriginalMessage().split("[:`(]", 2)[0].strip();
  }

  private static void checkUnicode(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, field) -> {
        checkUnicode(name);
        checkUnicode(field);
      });
    } else if (value instanceof List<?> list) {
      list.forEach(StrictJson::checkUnicode);
    } else if (value instanceof String text
        && text.codePoints().anyMatch(StrictJson::isNoCharacter)) {
      throw notJson("has a string with U+0000 or half a surrogate pair, which cannot be stored");
    }
  }

  private static boolean isNoCharacter(int codePoint) {
    return codePoint == 0
        || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static NotJsonException notJson(String why) {
    return new NotJsonException("the body " + why);
  }
}

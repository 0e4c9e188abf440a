package dev.liveorders.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON more strictly than RFC 8259 asks (sections 4 and 8). Duplicate keys, deep nesting and text that is not
 * Unicode are rejected, since another reader might understand them differently. Numbers keep every digit, and whether
 * they were written as integers.
 */
public final class StrictJson {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER = 100;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** As in "Unexpected character ('a' (code 97)): was expecting double-quote to start field name". */
  private static final Pattern CHARACTER = Pattern.compile("[^:`(]*\\(('.') \\(code");

  /** Keeps no table of the names it has read: names that collide there would end the reading of everybody. */
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(MAX_NUMBER)
          .build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .build();

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
   * @param sent may begin with a byte order mark, which is skipped (RFC 8259 section 8.1)
   * @throws NotJsonException when {@code sent} is no JSON
   */
  public static Object value(String sent) {
    String text = withoutMark(sent);
    if (text.isBlank()) {
      throw notJson("is empty");
    }
    if (text.indexOf('\uFFFD') >= 0) {
      throw notJson(
          "is not UTF-8, or has the replacement character U+FFFD, which says that it was not once");
    }
    try {
      Object value = parse(text);
      if (text.contains("\\u")) {
        checkUnicode(value);
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw notJson("is nested deeper than " + MAX_DEPTH + " levels or has a number of more than "
          + MAX_NUMBER + " digits");
    } catch (StreamReadException e) {
      JsonLocation where = e.getLocation();
      throw notJson("is not JSON in line " + where.getLineNr() + ", column " + where.getColumnNr()
          + ": " + firstWords(e));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it is read from memory
    }
  }

  /** The text behind a byte order mark, which editors and shops put before JSON though it says nothing there. */
  public static String withoutMark(String text) {
    return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
  }

  private static Object parse(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw notJson("is empty");
      }
      Object value = JsonTree.read(parser, JsonTree::written);
      if (parser.nextToken() != null) {
        throw notJson("is not one JSON value: there is more after its end");
      }
      return value;
    }
  }

  /** Returns the cause that Jackson found, with the character that it has in parentheses, without hints to programmers. */
  private static String firstWords(StreamReadException e) {
    String message = e.getOriginalMessage();
    Matcher character = CHARACTER.matcher(message);
    String words = message.split("[:`(]", 2)[0].strip();
    return character.lookingAt() ? words + " " + character.group(1) : words;
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

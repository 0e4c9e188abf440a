package dev.liveorders.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds Maps and Lists from a parser's tokens, which is what Jackson's mapper does, without what that has to load. */
public final class JsonTree {
  /** Reads the number with a point or an exponent that a parser stands at. */
  @FunctionalInterface
  public interface Decimals {
    Number read(JsonParser parser) throws IOException;
  }

  /** The largest exponent, either way: beyond what any double holds, and cheap to calculate with. */
  static final int MAX_EXPONENT = 1_000;

  private JsonTree() {}

  /**
   * Reads the value that the parser stands at: a Map, List, String, Integer, Long, BigInteger, decimal, Boolean or null.
   * Its nesting is limited by the parser.
   */
  public static Object read(JsonParser parser, Decimals decimals) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, decimals);
      case START_ARRAY -> array(parser, decimals);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> decimals.read(parser);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }

  private static Map<String, Object> object(JsonParser parser, Decimals decimals)
      throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, read(parser, decimals));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser, Decimals decimals) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(read(parser, decimals));
    }
    return array;
  }

  /**
   * Reads every digit and, for messages, the spelling. Jackson would turn {@code 1e0} into 1, and fail without a field
   * name for an exponent beyond an int.
   *
   * @throws NotJsonException when its exponent is beyond {@link #MAX_EXPONENT}
   */
  static BigDecimal written(JsonParser parser) throws IOException {
    String text = parser.getText();
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (e < 0) {
      return new BigDecimal(text);
    }
    String digits = text.substring(e + 1).replaceFirst("^[+-]?0*", "");
    if (digits.length() > 4 || !digits.isEmpty() && Integer.parseInt(digits) > MAX_EXPONENT) {
      throw new NotJsonException("the body has the number " + Shown.cut(text)
          + ", whose exponent is beyond ±" + MAX_EXPONENT);
    }
    return new WrittenDecimal(text);
  }
}

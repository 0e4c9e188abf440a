package dev.liveorders.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds Maps and Lists from a parser's tokens. Numbers keep every digit and, for messages, their spelling. Jackson's
 * own reader would turn {@code 1e0} into 1, and fail without a field name for an exponent beyond an int.
 */
final class JsonTree {
  /** The largest exponent, either way: beyond what any double holds, and cheap to calculate with. */
  static final int MAX_EXPONENT = 1_000;

  private JsonTree() {}

  /** Reads the value that the parser stands at. Its nesting is limited by the parser. */
  static Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> null;
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, read(parser));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(read(parser));
    }
    return array;
  }

  private static BigDecimal decimal(String text) {
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

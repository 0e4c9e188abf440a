package dev.liveorders.model;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.stream.Collectors;

/** Text as a JSON string, for classes that write JSON without objects in between. */
public final class QuotedJson {
  private QuotedJson() {}

  /** Returns the text in quotes, with the characters escaped that JSON wants escaped. */
  public static String of(String text) {
    StringBuilder json = new StringBuilder(text.length() + 8);
    append(json, text);
    return json.toString();
  }

  /** Appends the same to JSON in the making. */
  public static void append(StringBuilder json, String text) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }

  /** Returns ids as an array: {@code ["A1","B7"]}. */
  public static String list(List<ProductId> ids) {
    return ids.stream().map(id -> of(id.value())).collect(Collectors.joining(",", "[", "]"));
  }
}

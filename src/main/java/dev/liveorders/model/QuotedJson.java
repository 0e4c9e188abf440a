package dev.liveorders.model;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

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
}

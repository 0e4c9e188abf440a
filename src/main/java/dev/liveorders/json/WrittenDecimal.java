package dev.liveorders.json;

import java.math.BigDecimal;

/** A decimal that knows how it was written, for messages; in all else it is the number. */
final class WrittenDecimal extends BigDecimal {
  private static final long serialVersionUID = 1;

  private final String text;

  WrittenDecimal(String text) {
    super(text);
    this.text = text;
  }

  String text() {
    return text;
  }
}

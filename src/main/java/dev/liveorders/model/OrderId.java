package dev.liveorders.model;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.nio.charset.StandardCharsets;

/**
 * The id of a shop's order, or of one of its lines. With the product it names one order of ours, which is counted
 * once, for ever. Comparable, so that a hash map stays fast when ids are chosen to collide.
 *
 * @param value 1 to {@link #MAX_BYTES} bytes of UTF-8, no control characters
 * @param line  tells lines of the same product apart, by the same rule; empty for the order without lines
 */
public record OrderId(String value, String line) implements Comparable<OrderId> {
  /** The longest id, in bytes of UTF-8. */
  public static final int MAX_BYTES = 200;

  /** The rule for an id, in words, for error messages. */
  public static final String RULE = "1 to " + MAX_BYTES + " bytes without control characters";

  /** Stands between id and line where both are one text: U+001F UNIT SEPARATOR, which neither can have. */
  private static final char SEPARATOR = '\u001F';

  private static final TimeBasedEpochRandomGenerator UUID_V7 =
      Generators.timeBasedEpochRandomGenerator();

  /**
   * @throws IllegalArgumentException when {@code value} is not an order id, or {@code line} is none of a line
   */
  public OrderId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("order id " + Quoted.of(value) + " is not " + RULE);
    }
    if (!line.isEmpty() && !isValid(line)) {
      throw new IllegalArgumentException("line " + Quoted.of(line) + " is not " + RULE);
    }
  }

  /**
   * The id of an order without lines.
   *
   * @throws IllegalArgumentException when {@code value} is not an order id
   */
  public OrderId(String value) {
    this(value, "");
  }

  /** The id as the store keeps it: with a line, both and the control character U+001F between them. */
  public String key() {
    return line.isEmpty() ? value : value + SEPARATOR + line;
  }

  /** The id of a {@link #key}. */
  public static OrderId ofKey(String key) {
    int end = key.indexOf(SEPARATOR);
    return end < 0 ? new OrderId(key) : new OrderId(key.substring(0, end), key.substring(end + 1));
  }

  @Override
  public int compareTo(OrderId other) {
    int byValue = value.compareTo(other.value);
    return byValue != 0 ? byValue : line.compareTo(other.line);
  }

  /** Tells whether {@code value} can be an order's id. A lone surrogate is none: it would not survive UTF-8. */
  public static boolean isValid(String value) {
    if (value == null || value.isBlank() || value.length() > MAX_BYTES) {
      return false;
    }
    boolean ascii = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        return false;
      }
      ascii &= c < 0x80;
    }
    return ascii
        || StandardCharsets.UTF_8.newEncoder().canEncode(value)
            && value.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  /** An id for an order whose sender gave none: a UUIDv7 (RFC 9562), so that new ids sit together in an index. */
  public static OrderId random() {
    return new OrderId(UUID_V7.generate().toString());
  }

  @Override
  public String toString() {
    return line.isEmpty() ? value : value + ", line " + line;
  }

  /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof OrderId id && value.equals(id.value) && line.equals(id.line);
  }

  @Override
  public int hashCode() {
    return 31 * value.hashCode() + line.hashCode();
  }
}

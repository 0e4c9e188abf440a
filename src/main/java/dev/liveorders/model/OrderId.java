package dev.liveorders.model;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.nio.charset.StandardCharsets;

/**
 * The id of a shop's order. With the product it names one order of ours, which is counted once, for ever.
 *
 * @param value 1 to {@link #LONGEST} bytes of UTF-8, no control characters
 */
public record OrderId(String value) {
  /** The longest id, in bytes of UTF-8. */
  public static final int LONGEST = 200;

  /** The rule for an id, in words, for error messages. */
  public static final String RULE = "1 to " + LONGEST + " bytes without control characters";

  private static final TimeBasedEpochRandomGenerator UUID_V7 =
      Generators.timeBasedEpochRandomGenerator();

  /**
   * @throws IllegalArgumentException when {@code value} is not an order id
   */
  public OrderId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("order id " + Quoted.of(value) + " is not " + RULE);
    }
  }

  /** Whether {@code value} can be an order's id. A lone surrogate is none: it would not survive UTF-8. */
  public static boolean isValid(String value) {
    if (value == null || value.isBlank() || value.length() > LONGEST) {
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
            && value.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  /** An id for an order whose sender gave none: a UUIDv7 (RFC 9562), so that new ids sit together in an index. */
  public static OrderId random() {
    return new OrderId(UUID_V7.generate().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}

package dev.liveorders.model;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The identity of a store: a position means something only within one epoch.
 *
 * @param value 16 hex digits, lower case
 */
public record Epoch(String value) {
  private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{16}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @throws IllegalArgumentException when {@code value} is not an epoch
   */
  public Epoch {
    if (!isValid(value)) {
      throw new IllegalArgumentException("epoch " + Quoted.of(value) + " is not 16 hex digits");
    }
  }

  /** Tells whether {@code value} can be an epoch. */
  public static boolean isValid(String value) {
    return value != null && PATTERN.matcher(value).matches();
  }

  /** A new epoch that no other store has. */
  public static Epoch random() {
    return new Epoch(HexFormat.of().toHexDigits(RANDOM.nextLong()));
  }

  /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Epoch epoch && value.equals(epoch.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}

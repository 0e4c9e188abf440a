package dev.liveorders.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The part that is kept of the id of an order whose entry was folded: the first 16 bytes of the SHA-256 of order id,
 * U+001E and product id, in UTF-8. Neither id can have that control character, so that no two pairs have the same
 * text.
 *
 * <p>16 bytes suffice. Of 10^12 orders two have the same hash with a probability below 10^-14 (n²/2^129). Who wants
 * to find an id that passes for a given other one has to try 2^128, and who makes two of his own collide only loses
 * the second.
 */
public final class OrderHash {
  /** The length of a hash. */
  public static final int BYTES = 16;

  private static final char SEPARATOR = '\u001E';

  private OrderHash() {}

  /**
   * The hash of an order.
   *
   * @param order as {@link OrderId#key()} has it
   */
  public static byte[] of(String order, String product) {
    byte[] text = (order + SEPARATOR + product).getBytes(StandardCharsets.UTF_8);
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(text), BYTES);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("a Java without SHA-256", missing);
    }
  }
}

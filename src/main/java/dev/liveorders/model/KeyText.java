package dev.liveorders.model;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its owner has it: {@code lo_<id>_<secret>}. Is shown once, when it is made; a store has only the hash of the
 * secret.
 *
 * @param id     names the key, and may be seen by anybody
 * @param secret 43 letters and digits: 256 random bits
 */
public record KeyText(String id, String secret) {
  /** The beginning of every key, so that scanners of source code find one that was published. */
  public static final String PREFIX = "lo_";

  private static final String LETTERS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int ID_LETTERS = 36; // digits and small letters
  private static final int ID_LENGTH = 10;
  private static final int SECRET_LENGTH = 43;
  private static final int SECRET_START = PREFIX.length() + ID_LENGTH + 1;
  private static final int LENGTH = SECRET_START + SECRET_LENGTH;

  /** A key wherever it stands in a text. */
  private static final Pattern KEY = Pattern.compile(
      PREFIX + "([0-9a-z]{" + ID_LENGTH + "})_([0-9A-Za-z]{" + SECRET_LENGTH + "})");

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @throws IllegalArgumentException when they are not those of a key
   */
  public KeyText {
    if (!isId(id) || !consists(secret, SECRET_LENGTH, LETTERS.length())) {
      throw new IllegalArgumentException("these are no id and no secret of a key");
    }
  }

  /** Makes a new key. */
  public static KeyText random() {
    return new KeyText(random(ID_LENGTH, ID_LETTERS), random(SECRET_LENGTH, LETTERS.length()));
  }

  private static String random(int length, int letters) {
    return RANDOM
        .ints(length, 0, letters)
        .collect(
            StringBuilder::new,
            (text, letter) -> text.append(LETTERS.charAt(letter)),
            StringBuilder::append)
        .toString();
  }

  /** Reads a key; empty for every other text. */
  public static Optional<KeyText> parse(String text) {
    if (text.length() != LENGTH
        || !text.startsWith(PREFIX)
        || text.charAt(SECRET_START - 1) != '_') {
      return Optional.empty();
    }
    String id = text.substring(PREFIX.length(), SECRET_START - 1);
    String secret = text.substring(SECRET_START);
    return isId(id) && consists(secret, SECRET_LENGTH, LETTERS.length())
        ? Optional.of(new KeyText(id, secret))
        : Optional.empty();
  }

  /** Finds a key somewhere in a text. */
  public static Optional<KeyText> find(String text) {
    if (!text.contains(PREFIX)) {
      return Optional.empty();
    }
    Matcher key = KEY.matcher(text);
    return key.find() ? Optional.of(new KeyText(key.group(1), key.group(2))) : Optional.empty();
  }

  /** Tells whether {@code id} can be the id of a key. */
  static boolean isId(String id) {
    return consists(id, ID_LENGTH, ID_LETTERS);
  }

  /**
   * Tells whether a text has a length, and of {@link #LETTERS} only the first so many: without a regex, for each
   * order.
   */
  private static boolean consists(String text, int length, int letters) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean small = c >= '0' && c <= '9' || c >= 'a' && c <= 'z';
      if (!small && (letters == ID_LETTERS || c < 'A' || c > 'Z')) {
        return false;
      }
    }
    return true;
  }

  public SecretHash hash() {
    return SecretHash.ofSecret(secret);
  }

  /** Returns the whole key: for its owner, and nobody else. */
  public String reveal() {
    return PREFIX + id + "_" + secret;
  }

  @Override
  public String toString() {
    return PREFIX + id + "_********";
  }
}

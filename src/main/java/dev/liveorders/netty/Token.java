package dev.liveorders.netty;

/** The characters of a method or of a field's name (RFC 9110 section 5.6.2). */
final class Token {
  private static final boolean[] CHARACTERS = new boolean[256];

  static {
    for (char c = '0'; c <= 'z'; c++) {
      CHARACTERS[c] = Character.isLetterOrDigit(c);
    }
    "!#$%&'*+-.^_`|~".chars().forEach(c -> CHARACTERS[c] = true);
  }

  private Token() {}

  /** Tells whether a byte, without its sign, may stand in a token. */
  static boolean has(int character) {
    return CHARACTERS[character];
  }

  /**
   * Checks that bytes make up a token.
   *
   * @throws IllegalArgumentException when they do not, or are none
   */
  static void check(String what, byte[] bytes, int start, int length) {
    if (length == 0) {
      throw new IllegalArgumentException(what + " is empty");
    }
    for (int i = start; i < start + length; i++) {
      if (!CHARACTERS[bytes[i] & 0xff]) {
        throw new IllegalArgumentException(
            "the byte 0x" + Integer.toHexString(bytes[i] & 0xff) + " in " + what);
      }
    }
  }
}

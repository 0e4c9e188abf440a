package dev.liveorders.model;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** The rules that all names from outside share: printable Unicode in one form, so that equal names are equal bytes. */
final class NameText {
  private static final int REPLACEMENT = 0xFFFD;

  private NameText() {}

  /** Returns the text in NFC (UAX 15), in which {@code e} with a combining accent is the letter {@code é}. */
  static String normalized(String text) {
    return isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Tells whether all characters are of ASCII and visible, as in most names: then it is in NFC, and has a byte for
   * each.
   */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether the text has no more than {@code max} bytes of UTF-8. */
  static boolean fits(String text, int max) {
    return text.length() <= max && text.getBytes(StandardCharsets.UTF_8).length <= max;
  }

  /**
   * Tells whether a code point can be seen, or what it does can be. Controls, halves of surrogate pairs, the
   * replacement character, what turns the direction of text and what is invisible are not; the two joiners are, as
   * some scripts and emoji are spelt with them. Code points that this version of Java does not know are, so that
   * every version reads the same stores.
   */
  static boolean isPrintable(int codePoint) {
    if (codePoint < 0x7F) {
      return codePoint >= ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      case Character.FORMAT -> isJoiner(codePoint);
      default -> codePoint != REPLACEMENT && !isNoncharacter(codePoint) && !isBlank(codePoint);
    };
  }

  /** Code points that Unicode keeps free for ever (chapter 23.7). */
  private static boolean isNoncharacter(int codePoint) {
    return (codePoint & 0xFFFE) == 0xFFFE || codePoint >= 0xFDD0 && codePoint <= 0xFDEF;
  }

  /**
   * Letters, marks and a symbol that show nothing: combining grapheme joiner, fillers, inherent vowels, empty
   * Braille.
   */
  private static boolean isBlank(int codePoint) {
    return switch (codePoint) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default -> false;
    };
  }

  private static boolean isJoiner(int codePoint) {
    return codePoint == 0x200C || codePoint == 0x200D;
  }

  /** Tells whether a code point is invisible at the end of a name: white space, or a joiner that joins nothing. */
  static boolean isInvisibleAtEnd(int codePoint) {
    return Character.isSpaceChar(codePoint) || isJoiner(codePoint);
  }
}

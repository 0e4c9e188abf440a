package dev.liveorders.model;

/**
 * Compares strings with the numbers inside them taken as numbers: {@code A2 < A10}. A total order, consistent with
 * equals.
 */
final class NaturalOrder {
  private NaturalOrder() {}

  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int endA = endOfNumber(a, i);
        int endB = endOfNumber(b, j);
        int byNumber = compareNumbers(a, i, endA, b, j, endB);
        if (byNumber != 0) {
          return byNumber;
        }
        i = endA;
        j = endB;
      } else if (a.charAt(i) != b.charAt(j)) {
        return compareCodePoints(a.charAt(i), b.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    int byRest = Integer.compare(a.length() - i, b.length() - j);
    // 01 and 1 are the same number, but not the same id
    return byRest != 0 ? byRest : a.compareTo(b);
  }

  /** Orders two different UTF-16 units as their code points are: halves of surrogate pairs come after all others. */
  private static int compareCodePoints(char a, char b) {
    boolean pairA = Character.isSurrogate(a);
    return pairA == Character.isSurrogate(b) ? Character.compare(a, b) : pairA ? 1 : -1;
  }

  /** Of two numbers without leading zeros the longer is the greater; as text, so that no length overflows. */
  private static int compareNumbers(
      String a, int startA, int endA, String b, int startB, int endB) {
    int i = skipZeros(a, startA, endA);
    int j = skipZeros(b, startB, endB);
    int byLength = Integer.compare(endA - i, endB - j);
    for (; byLength == 0 && i < endA; i++, j++) {
      byLength = Character.compare(a.charAt(i), b.charAt(j));
    }
    return byLength;
  }

  private static int skipZeros(String s, int start, int end) {
    int i = start;
    while (i < end && s.charAt(i) == '0') {
      i++;
    }
    return i;
  }

  private static int endOfNumber(String s, int start) {
    int i = start;
    while (i < s.length() && isDigit(s.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

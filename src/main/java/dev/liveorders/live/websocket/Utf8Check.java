package dev.liveorders.live.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * A check that bytes are UTF-8 (RFC 3629 section 4), however they are cut into pieces. It fails at the first byte
 * that no text could have there.
 */
final class Utf8Check implements ByteProcessor {
  private static final int MIN_CONTINUATION = 0x80;
  private static final int MAX_CONTINUATION = 0xBF;

  /** The number of bytes that the character still needs; the two below are the range of the next one. */
  private int missing;

  private int min = MIN_CONTINUATION;
  private int max = MAX_CONTINUATION;

  /** Tells whether a text can begin with all bytes that were given so far, and then these. */
  boolean accepts(ByteBuf bytes) {
    return bytes.forEachByte(this) < 0;
  }

  /** Tells whether a text can end here. */
  boolean isComplete() {
    return missing == 0;
  }

  @Override
  public boolean process(byte value) {
    int next = value & 0xFF;
    return missing > 0 ? goOn(next) : begin(next);
  }

  private boolean goOn(int next) {
    boolean fits = next >= min && next <= max;
    missing--;
    min = MIN_CONTINUATION;
    max = MAX_CONTINUATION;
    return fits;
  }

  /** The ranges leave out what is longer than it need be, the surrogates, and what is beyond U+10FFFF. */
  private boolean begin(int first) {
    if (first < MIN_CONTINUATION) {
      return true;
    }
    missing = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    min = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : MIN_CONTINUATION;
    max = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : MAX_CONTINUATION;
    return first >= 0xC2 && first <= 0xF4;
  }
}

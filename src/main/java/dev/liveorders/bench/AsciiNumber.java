package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Numbers without a sign, as digits among other bytes. */
final class AsciiNumber {
  private AsciiNumber() {}

  /** Reads the number that begins at {@code at}, and ends before {@code end}. */
  static long read(ByteBuf bytes, int at, int end) {
    long number = 0;
    for (int i = at; i < end && Character.isDigit(bytes.getByte(i)); i++) {
      number = 10 * number + bytes.getByte(i) - '0';
    }
    return number;
  }

  /**
   * Reads the number behind {@code needle} in {@code length} bytes from {@code start} on; -1 when that is not there.
   */
  static long readBehind(ByteBuf needle, ByteBuf bytes, int start, int length) {
    int found = ByteBufUtil.indexOf(needle, bytes.slice(start, length));
    return found < 0 ? -1 : read(bytes, start + found + needle.readableBytes(), start + length);
  }
}

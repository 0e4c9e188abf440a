package dev.liveorders.live;

import io.netty.buffer.ByteBuf;

/** Writes totals as JSON into buffers, without objects in between. */
final class TotalWriter {
  private static final byte[] END = {'}'};

  private TotalWriter() {}

  /** The length of what {@link #write} writes, in bytes. */
  static int length(Entry entry, boolean withExtras) {
    return entry.head.length + digits(entry.total) + (withExtras ? entry.tail.length : END.length);
  }

  /** {@code {"id":"A1","total":3}}, and before the last brace the extra fields when wanted. */
  static void write(ByteBuf out, Entry entry, boolean withExtras) {
    out.writeBytes(entry.head);
    writeNumber(out, entry.total);
    out.writeBytes(withExtras ? entry.tail : END);
  }

  /** Writes a number in decimal. */
  static void writeNumber(ByteBuf out, long number) {
    if (number < 0) {
      out.writeByte('-');
      number = -number;
    }
    int length = digits(number);
    int start = out.writerIndex();
    out.ensureWritable(length);
    for (int i = start + length - 1; i >= start; i--) {
      out.setByte(i, (byte) ('0' + number % 10));
      number /= 10;
    }
    out.writerIndex(start + length);
  }

  private static int digits(long number) {
    int digits = number < 0 ? 2 : 1;
    for (long rest = Math.abs(number); rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }
}

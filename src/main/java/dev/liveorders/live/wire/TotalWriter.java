package dev.liveorders.live.wire;

import dev.liveorders.live.board.Entry;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The encoder of totals: writes JSON into buffers, without objects in between. */
final class TotalWriter {
  private static final int KEY_LENGTH = "\"total\":".length();
  private static final byte[] GONE = "\"gone\":true}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = {'}'};
  private static final byte[] LIST_START = {'['};
  private static final byte[] LIST_END = {']', '}'};

  private TotalWriter() {}

  /**
   * Measures what {@link #write} writes, in bytes.
   *
   * @param windows the length of what is written of windows
   */
  static int length(Entry entry, boolean withExtras, int windows) {
    if (entry.isRetired()) {
      return entry.head().length - KEY_LENGTH + GONE.length;
    }
    return entry.head().length
        + digits(entry.total())
        + windows
        + (withExtras ? entry.tail().length : END.length);
  }

  /**
   * Writes {@code {"id":"A1","total":3}}, and before the last brace windows where there are some, and the extra
   * fields when wanted; of a product that was retired {@code {"id":"A1","gone":true}}.
   *
   * @param index of the product in the list whose windows were summed
   */
  static void write(ByteBuf out, Entry entry, boolean withExtras, WindowSums windows, int index) {
    if (entry.isRetired()) {
      out.writeBytes(entry.head(), 0, entry.head().length - KEY_LENGTH).writeBytes(GONE);
      return;
    }
    out.writeBytes(entry.head());
    writeNumber(out, entry.total());
    windows.write(out, index);
    out.writeBytes(withExtras ? entry.tail() : END);
  }

  /** Measures what {@link #writeList} writes, in bytes. */
  static int listLength(List<Entry> entries, boolean withExtras, WindowSums windows) {
    int length = LIST_START.length + LIST_END.length + Math.max(0, entries.size() - 1);
    for (int i = 0; i < entries.size(); i++) {
      length += length(entries.get(i), withExtras, windows.length(i));
    }
    return length;
  }

  /** Writes {@code [{…},{…}]}}: the totals and the end of the message, of which they are the last part. */
  static void writeList(ByteBuf out, List<Entry> entries, boolean withExtras, WindowSums windows) {
    out.writeBytes(LIST_START);
    for (int i = 0; i < entries.size(); i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      write(out, entries.get(i), withExtras, windows, i);
    }
    out.writeBytes(LIST_END);
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

  static int digits(long number) {
    int digits = number < 0 ? 2 : 1;
    for (long rest = Math.abs(number); rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }
}

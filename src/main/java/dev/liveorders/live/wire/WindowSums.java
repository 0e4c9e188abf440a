package dev.liveorders.live.wire;

import dev.liveorders.live.board.Entry;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.WindowedFeed;
import dev.liveorders.model.Window;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The sales of the products of one message within the windows of their feed: summed once, both for the length of the
 * message and for its bytes.
 */
final class WindowSums {
  private static final WindowSums NONE = new WindowSums(List.of(), new long[0]);
  private static final byte[] START = ",\"windows\":{".getBytes(StandardCharsets.US_ASCII);
  private static final byte[][] NAMES = Arrays.stream(Window.values())
      .map(window -> ('"' + window.wireName() + "\":").getBytes(StandardCharsets.US_ASCII))
      .toArray(byte[][]::new);

  private final List<Window> windows;

  /** For each product one after the other. */
  private final long[] sums;

  private WindowSums(List<Window> windows, long[] sums) {
    this.windows = windows;
    this.sums = sums;
  }

  /** Sums up for some products of a feed; nothing where it has no windows. */
  static WindowSums of(Feed feed, List<Entry> entries) {
    if (!(feed instanceof WindowedFeed windowed)) {
      return NONE;
    }
    List<Window> windows = windowed.windows();
    long[] sums = new long[entries.size() * windows.size()];
    int next = 0;
    for (Entry entry : entries) {
      for (Window window : windows) {
        sums[next++] = windowed.sold(entry, window);
      }
    }
    return new WindowSums(windows, sums);
  }

  /** Measures what {@link #write} writes, in bytes. */
  int length(int entry) {
    int number = windows.size();
    if (number == 0) {
      return 0;
    }
    int length = START.length + number; // commas, and the last brace
    for (int i = 0; i < number; i++) {
      length += NAMES[windows.get(i).ordinal()].length;
      length += TotalWriter.digits(sums[entry * number + i]);
    }
    return length;
  }

  /**
   * Writes {@code ,"windows":{"1h":3,"24h":37}} of a product, by its place in the list; nothing where there are no
   * windows.
   */
  void write(ByteBuf out, int entry) {
    int number = windows.size();
    if (number == 0) {
      return;
    }
    out.writeBytes(START);
    for (int i = 0; i < number; i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      out.writeBytes(NAMES[windows.get(i).ordinal()]);
      TotalWriter.writeNumber(out, sums[entry * number + i]);
    }
    out.writeByte('}');
  }
}

package dev.liveorders.live.board;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers in a row, each in as many bytes as the largest of them needs: one, two, four or eight. Confined to the
 * event loop of its {@link Board}.
 */
final class StepAmounts {
  /** Not to be written to. */
  static final StepAmounts NONE = new StepAmounts(new byte[0], 0);

  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private final byte[] bytes;

  /** Each has {@code 1 << shift} bytes. */
  private final int shift;

  private StepAmounts(byte[] bytes, int shift) {
    this.bytes = bytes;
    this.shift = shift;
  }

  private static VarHandle view(Class<?> numbers) {
    return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.nativeOrder());
  }

  /** Returns these with room for so many. */
  StepAmounts withRoom(int length) {
    return new StepAmounts(Arrays.copyOf(bytes, length << shift), shift);
  }

  /** Returns these, in as many bytes each as one needs that is to be set; {@code size} are in use. */
  StepAmounts holding(long number, int size) {
    int needed = shift(number);
    if (needed <= shift) {
      return this;
    }
    StepAmounts wider = new StepAmounts(new byte[bytes.length >> shift << needed], needed);
    for (int i = 0; i < size; i++) {
      wider.set(i, get(i));
    }
    return wider;
  }

  private static int shift(long number) {
    if (number == (byte) number) {
      return 0;
    }
    if (number == (short) number) {
      return 1;
    }
    return number == (int) number ? 2 : 3;
  }

  long get(int index) {
    return switch (shift) {
      case 0 -> bytes[index];
      case 1 -> (short) SHORTS.get(bytes, index << 1);
      case 2 -> (int) INTS.get(bytes, index << 2);
      default -> (long) LONGS.get(bytes, index << 3);
    };
  }

  /**
   * Sums those from {@code first} to the one before {@code end}; one loop for each width, as this is what encoding
   * windows takes.
   */
  long sum(int first, int end) {
    long sum = 0;
    switch (shift) {
      case 0 -> {
        for (int i = first; i < end; i++) {
          sum += bytes[i];
        }
      }
      case 1 -> {
        for (int i = first << 1; i < end << 1; i += 2) {
          sum += (short) SHORTS.get(bytes, i);
        }
      }
      case 2 -> {
        for (int i = first << 2; i < end << 2; i += 4) {
          sum += (int) INTS.get(bytes, i);
        }
      }
      default -> {
        for (int i = first << 3; i < end << 3; i += 8) {
          sum += (long) LONGS.get(bytes, i);
        }
      }
    }
    return sum;
  }

  /** Sets one to a number that they {@link #holding hold}. */
  void set(int index, long number) {
    switch (shift) {
      case 0 -> bytes[index] = (byte) number;
      case 1 -> SHORTS.set(bytes, index << 1, (short) number);
      case 2 -> INTS.set(bytes, index << 2, (int) number);
      default -> LONGS.set(bytes, index << 3, number);
    }
  }

  /**
   * Makes place for one, which is 0, before those from {@code index} on; {@code size} are in use, and there is room.
   */
  void insert(int index, int size) {
    System.arraycopy(bytes, index << shift, bytes, index + 1 << shift, size - index << shift);
    set(index, 0);
  }

  /** Removes the first so many, so that {@code left} remain. */
  void remove(int first, int left) {
    System.arraycopy(bytes, first << shift, bytes, 0, left << shift);
  }
}

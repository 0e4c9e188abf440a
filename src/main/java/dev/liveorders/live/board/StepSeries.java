package dev.liveorders.live.board;

import dev.liveorders.model.Buckets;
import java.util.Arrays;

/**
 * Amounts in steps of time, of which only those with orders are kept: three bytes each while amounts are small, and
 * ten at the most. Confined to the event loop of its {@link Board}.
 */
final class StepSeries {
  private static final int MAX_OFFSET = Character.MAX_VALUE;
  private static final char[] NO_OFFSETS = {};

  /** The steps are relative to this one, which is not after the first. */
  private int base;

  private char[] offsets = NO_OFFSETS;
  private StepAmounts amounts = StepAmounts.NONE;
  private int size;

  /** Takes buckets, none of which is older than {@code oldest}. */
  static StepSeries of(Buckets buckets, long[] amounts, int oldest) {
    int place = Arrays.binarySearch(buckets.starts(), oldest);
    int first = place < 0 ? -place - 1 : place;
    StepSeries series = new StepSeries();
    series.makeRoom(buckets.size() - first);
    for (int i = first; i < buckets.size(); i++) {
      series.add(buckets.starts()[i], amounts[i]);
    }
    return series;
  }

  /** Tells whether a step can be kept together with the oldest one. */
  boolean reaches(int step) {
    return size == 0 || step - base <= MAX_OFFSET;
  }

  /** Adds an amount, which may be 0, to a step; the step counts as one with orders from then on. */
  void add(int step, long amount) {
    if (size == 0) {
      base = step;
    } else if (step < base) {
      rebase(step);
    }
    assert step - base <= MAX_OFFSET : "step " + step + " is too far from " + base;
    int index = index(step);
    if (index < 0) {
      index = -index - 1;
      insert(index, (char) (step - base));
    }
    set(index, Math.addExact(amount(index), amount));
  }

  /** Sums the amounts of the steps from {@code first} to {@code last}. */
  long sum(int first, int last) {
    return size == 0 ? 0 : amounts.sum(from(first), from(last + 1));
  }

  /** Tells whether something was ordered in a step from {@code first} to {@code last}. */
  boolean any(int first, int last) {
    int index = from(first);
    return index < size && base + offsets[index] <= last;
  }

  /** Writes the amounts of the steps from {@code first} on, one for each place of {@code amounts}. */
  void copy(int first, long[] amounts) {
    for (int i = from(first); i < size; i++) {
      int place = base + offsets[i] - first;
      if (place >= amounts.length) {
        return;
      }
      amounts[place] = amount(i);
    }
  }

  /** Forgets the steps before one. */
  void forget(int before) {
    int dropped = from(before);
    if (dropped == 0) {
      return;
    }
    size -= dropped;
    System.arraycopy(offsets, dropped, offsets, 0, size);
    amounts.remove(dropped, size);
    if (size == 0) {
      offsets = NO_OFFSETS;
      amounts = StepAmounts.NONE;
    } else {
      rebase(base + offsets[0]);
    }
  }

  /** Counts the steps with orders. */
  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns the newest step; there must be one. */
  int last() {
    return base + offsets[size - 1];
  }

  private int from(int step) {
    if (size == 0 || step <= base) {
      return 0;
    }
    int index = index(step);
    return index < 0 ? -index - 1 : index;
  }

  private int index(int step) {
    int offset = step - base;
    return offset > MAX_OFFSET ? -size - 1 : Arrays.binarySearch(offsets, 0, size, (char) offset);
  }

  private void rebase(int step) {
    int shift = base - step;
    for (int i = 0; i < size; i++) {
      offsets[i] += (char) shift;
    }
    base = step;
  }

  private void makeRoom(int length) {
    if (length > 0) {
      offsets = Arrays.copyOf(offsets, length);
      amounts = amounts.withRoom(length);
    }
  }

  private void insert(int index, char offset) {
    if (size == offsets.length) {
      makeRoom(size + 2 + (size >> 3));
    }
    System.arraycopy(offsets, index, offsets, index + 1, size - index);
    offsets[index] = offset;
    amounts.insert(index, size);
    size++;
  }

  private void set(int index, long amount) {
    amounts = amounts.holding(amount, size);
    amounts.set(index, amount);
  }

  private long amount(int index) {
    return amounts.get(index);
  }
}

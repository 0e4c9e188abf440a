package dev.liveorders.live.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Buckets;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class StepSeriesTest {
  private static final int NOW = 29_700_000; // a minute of 2026

  private final StepSeries series = new StepSeries();

  @Test
  void sumsTheStepsOfARange() {
    series.add(NOW, 3);
    series.add(NOW - 60, 4);
    series.add(NOW - 59, 5);
    series.add(NOW, 2);

    assertThat(series.sum(NOW - 59, NOW)).isEqualTo(10);
    assertThat(series.sum(NOW - 60, NOW - 60)).isEqualTo(4);
    assertThat(series.sum(NOW + 1, NOW + 5)).isZero();
    assertThat(series.sum(NOW - 1_000, NOW - 61)).isZero();
  }

  @Test
  void aStepWhoseOrdersCancelEachOtherStillCountsAsOneWithOrders() {
    series.add(NOW, 3);
    series.add(NOW, -3);

    assertThat(series.sum(NOW, NOW)).isZero();
    assertThat(series.any(NOW, NOW)).isTrue();
    assertThat(series.any(NOW - 10, NOW - 1)).isFalse();
  }

  @Test
  void takesAmountsBeyondAnInt() {
    series.add(NOW - 1, 7);
    series.add(NOW, Integer.MAX_VALUE);
    series.add(NOW, 1);
    series.add(NOW - 2, 5);

    assertThat(series.sum(NOW, NOW)).isEqualTo(1L + Integer.MAX_VALUE);
    assertThat(series.sum(NOW - 2, NOW - 1)).isEqualTo(12);
  }

  @Test
  void copiesOneAmountForEachStep() {
    series.add(NOW, 3);
    series.add(NOW - 2, 4);
    series.add(NOW - 5, 9);
    long[] amounts = new long[3];

    series.copy(NOW - 3, amounts);

    assertThat(amounts).containsExactly(0, 4, 0);
  }

  @Test
  void leavesOutBucketsThatAreTooOld() {
    Buckets buckets = new Buckets(new int[] {NOW - 9, NOW}, new long[] {5, 6}, new int[0]);

    StepSeries taken = StepSeries.of(buckets, buckets.amounts(), NOW - 8);

    assertThat(taken.sum(NOW - 100, NOW)).isEqualTo(6);
  }

  @RepeatedTest(20)
  void isAMapOfStepsWithAnyHistory() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    TreeMap<Integer, Long> expected = new TreeMap<>();
    int now = NOW;
    for (int i = 0; i < 400; i++) {
      now += random.nextInt(3);
      switch (random.nextInt(8)) {
        case 0 -> {
          int before = now - 100 + random.nextInt(30);
          series.forget(before);
          expected.headMap(before).clear();
        }
        case 1 -> expected.merge(now, add(now, 4_000_000_000L), Long::sum);
        default -> {
          int step = now - random.nextInt(70);
          expected.merge(step, add(step, random.nextInt(9) - 2), Long::sum);
        }
      }
      int first = now - random.nextInt(120);
      int last = first + random.nextInt(60);
      var range = expected.subMap(first, true, last, true);
      assertThat(series.sum(first, last))
          .as("seed %d, steps %d to %d", seed, first, last)
          .isEqualTo(range.values().stream().mapToLong(Long::longValue).sum());
      assertThat(series.any(first, last)).as("seed %d", seed).isEqualTo(!range.isEmpty());
      assertThat(series.isEmpty()).as("seed %d", seed).isEqualTo(expected.isEmpty());
    }
  }

  private long add(int step, long amount) {
    series.add(step, amount);
    return amount;
  }
}

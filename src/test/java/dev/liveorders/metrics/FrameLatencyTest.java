package dev.liveorders.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The time from orders to frames, on a clock of the test's own. */
class FrameLatencyTest {
  private static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  private static final Epoch RESTORED = new Epoch("c7c7c7c7c7c7c7c7");

  private final RecentCommits commits = new RecentCommits();
  private final Distribution seconds = new Distribution(Buckets.FRESHNESS);
  private final Distribution elsewhere = new Distribution(Buckets.FRESHNESS);
  private final FrameLatency latency = new FrameLatency(commits, seconds, elsewhere);

  private static long millis(double millis) {
    return (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
  }

  private void commit(long seq, double takenAt, int orders) {
    TakenTimes times = new TakenTimes();
    times.add(millis(takenAt), orders);
    commits.add(times.of(new Position(EPOCH, seq)));
  }

  private long count(double upToMillis) {
    return seconds.count(Buckets.FRESHNESS.indexOf(millis(upToMillis)));
  }

  private long total() {
    long all = 0;
    for (int i = 0; i < Buckets.FRESHNESS.size(); i++) {
      all += seconds.count(i);
    }
    return all;
  }

  @Test
  void eachOrderCountsForEachFrameThatShowsIt() {
    latency.onBoard(7);
    commit(8, 100, 3);
    commit(9, 102, 1);
    latency.onApplied(EPOCH, 9, true);
    latency.onFlush();
    latency.onWritten(256, millis(103.2));
    latency.onWritten(44, millis(104.9));
    latency.onFlushed();

    assertThat(count(3.5)).as("3.2 ms").isEqualTo(3 * 256);
    assertThat(count(1.5)).as("1.2 ms").isEqualTo(256);
    assertThat(count(5)).as("4.9 ms").isEqualTo(3 * 44);
    assertThat(count(3)).as("2.9 ms").isEqualTo(44);
    assertThat(total()).isEqualTo(4 * 300);
    double sum = 3 * (256 * 3.2 + 44 * 4.9) + 256 * 1.2 + 44 * 2.9;
    assertThat(seconds.sum() / millis(1)).isBetween(sum - 0.01, sum + 0.01);
  }

  @Test
  void whatAnotherNodeHasTakenCountsApart() {
    latency.onBoard(7);
    commit(8, 100, 1);
    commits.add(TakenOrders.elsewhere(new Position(EPOCH, 9), millis(101), 3));
    latency.onApplied(EPOCH, 9, true);
    latency.onFlush();
    latency.onWritten(10, millis(108.2));
    latency.onFlushed();
    assertThat(count(8.5)).as("8.2 ms, here").isEqualTo(10);
    assertThat(total()).isEqualTo(10);
    assertThat(elsewhere.count(Buckets.FRESHNESS.indexOf(millis(7.2)))).isEqualTo(30);
    assertThat(elsewhere.sum() / millis(1)).isBetween(215.9, 216.1);
  }

  @Test
  void whatNobodyWatchesHereAndWhatNobodyKnowsOfDoesNotCount() {
    latency.onBoard(7);
    commit(8, 100, 1);
    latency.onApplied(EPOCH, 8, false);
    latency.onApplied(EPOCH, 9, true); // which the bus did not bring
    latency.onFlush();
    latency.onWritten(10, millis(200));
    assertThat(total()).isZero();
  }

  @Test
  void whatComesDuringAFlushBelongsToTheNext() {
    latency.onBoard(7);
    commit(8, 100, 1);
    latency.onApplied(EPOCH, 8, true);
    latency.onFlush();
    latency.onWritten(1, millis(101));
    commit(9, 101, 1);
    latency.onApplied(EPOCH, 9, true);
    latency.onWritten(1, millis(101));
    latency.onFlushed();
    assertThat(total()).isEqualTo(2);
    latency.onFlush();
    latency.onWritten(1, millis(120));
    latency.onFlushed();
    latency.onWritten(1, millis(120)); // such as a snapshot
    assertThat(count(20)).isEqualTo(1);
    assertThat(total()).isEqualTo(3);
  }

  @Test
  void anotherBoardIsNoNewsAndAnotherEpochHasOtherCommits() {
    latency.onBoard(7);
    commit(8, 100, 1);
    latency.onApplied(EPOCH, 8, true);
    latency.onBoard(7);
    latency.onFlush();
    latency.onWritten(1, millis(101));
    latency.onApplied(RESTORED, 8, true);
    latency.onFlush();
    latency.onWritten(1, millis(101));
    assertThat(total()).isZero();
  }

  @Test
  void manyRequestsOfACommitAreKeptInFewMomentsAndNoOrderIsLost() {
    TakenTimes times = new TakenTimes();
    for (int i = 0; i < 1_000; i++) {
      times.add(millis(Long.MAX_VALUE / 2e6 + i), 1 + i % 3);
    }
    TakenOrders taken = times.of(new Position(EPOCH, 1));
    assertThat(taken.at()).hasSize(TakenTimes.MAX_MOMENTS).isSorted();
    assertThat(taken.counts()).hasSize(TakenTimes.MAX_MOMENTS);
    int orders = 0;
    for (int count : taken.counts()) {
      orders += count;
    }
    assertThat(orders).isEqualTo(1_999);
    assertThat(taken.at()[15] - taken.at()[0]).isBetween(millis(930), millis(945));
  }

  @Test
  void onlyRecentCommitsAreKnown() {
    commit(1, 1, 1);
    assertThat(commits.at(EPOCH, 1)).isNotNull();
    for (long seq = 2; seq <= 4_097; seq++) {
      commit(seq, 1, 1);
    }
    assertThat(commits.at(EPOCH, 1)).isNull();
    assertThat(commits.at(EPOCH, 4_097).position().seq()).isEqualTo(4_097);
  }
}

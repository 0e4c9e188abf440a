package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.fanout.Drain;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules of the server and those of its clients make of a restart together, in a time of its own. */
class RestartModelTest {
  private static final int WATCHERS = 5_000;
  private static final long SEED = 20261128;
  private static final Duration SPREAD = Duration.ofSeconds(10);

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** The moments of a restart. */
  private record Returns(int attemptsPeak, int peak, long lastMillis) {}

  @ParameterizedTest
  @ValueSource(longs = {1_500, 2_000, 3_000, 4_000, 5_000, 6_000})
  void aFifthComesBackInTheBusiestSecondOfThatWithoutADrain(long restartMillis) {
    Returns without = restart(Drain.AT_ONCE, restartMillis);
    Duration start = Duration.ofMillis(restartMillis - 500);

    Returns with = restart(Drain.throughRestart(SPREAD, WATCHERS, start), restartMillis);

    assertThat(with.peak).isLessThanOrEqualTo(without.peak / 5);
    assertThat(with.attemptsPeak)
        .isEqualTo(with.peak)
        .isLessThanOrEqualTo(without.attemptsPeak / 5);
    assertThat(with.lastMillis).isLessThan(without.lastMillis + 20_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {5_000, 10_000, 15_000, 30_000})
  void aRestartThatTakesLongerThanTheLastStartBunchesNobody(long restartMillis) {
    Drain drain = Drain.throughRestart(SPREAD, WATCHERS, Duration.ofSeconds(2));

    Returns with = restart(drain, restartMillis);

    assertThat(with.peak).isBetween(150, 400);
    assertThat(with.lastMillis).isLessThan(restartMillis + 60_000);
  }

  @Test
  void withoutAToldTimeWaitsDoubleFromHalfASecondToThirty() {
    ReturnWaits waits = new ReturnWaits(1, random);
    for (long bound : new long[] {500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000}) {
      assertThat(waits.untold(0)).isBetween(0L, bound - 1);
    }
    waits.onBack(0);
    assertThat(waits.untold(0)).isLessThan(500);
  }

  @Test
  void aToldTimeInVainIsFollowedByUpToTwiceAsLong() {
    ReturnWaits waits = new ReturnWaits(1_000, random);
    LongStream told = LongStream.range(0, 1_000).map(client -> waits.told((int) client, 7_000));
    assertThat(told).containsOnly(7_000L);
    assertThat(LongStream.range(0, 1_000).map(client -> waits.untold((int) client)))
        .allMatch(millis -> millis < 14_000)
        .anyMatch(millis -> millis > 13_000);
  }

  @Test
  void theBusiestSecondIsFoundWheneverItBegan() {
    Moments moments = new Moments();
    for (long millis : new long[] {100, 600, 900, 1_400, 1_599, 1_600, 2_700}) {
      moments.add(millis * 1_000_000);
    }
    assertThat(moments.inBusiestSecond()).isEqualTo(4);
    assertThat(moments.size()).isEqualTo(7);
    assertThat(moments.last()).isEqualTo(2_700_000_000L);
  }

  /** Closes all at 0; whoever comes before the server is there again has come in vain. */
  private Returns restart(Drain drain, long restartMillis) {
    ReturnWaits waits = new ReturnWaits(WATCHERS, random);
    LongStream.Builder attempts = LongStream.builder();
    LongStream.Builder arrivals = LongStream.builder();
    for (int n = 0; n < WATCHERS; n++) {
      double place = (n + random.nextDouble()) / WATCHERS;
      long now = waits.told(n, drain.reason(place).retryAfterMillis().orElseThrow());
      for (attempts.add(now); now < restartMillis; attempts.add(now)) {
        now += waits.untold(n);
      }
      arrivals.add(now);
    }
    Moments back = moments(arrivals);
    return new Returns(
        moments(attempts).inBusiestSecond(), back.inBusiestSecond(), back.last() / 1_000_000);
  }

  private static Moments moments(LongStream.Builder millis) {
    Moments moments = new Moments();
    millis.build().sorted().forEach(each -> moments.add(each * 1_000_000));
    return moments;
  }
}

package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the thread that leads a measurement waits for its load. */
class LoadLoopTest {
  private final AtomicInteger asked = new AtomicInteger();

  /** Also for a time that is as good as for ever: nanoseconds go round. */
  @ParameterizedTest
  @ValueSource(longs = {60_000, Long.MAX_VALUE / 1_000_000})
  void itWaitsUntilTheConditionHolds(long millis) throws Exception {
    try (LoadLoop loop = new LoadLoop()) {
      assertThat(loop.await(millis, () -> asked.incrementAndGet() == 3)).isTrue();
    }
    assertThat(asked).hasValue(3);
  }

  @Test
  void itDoesNotWaitForLonger() throws Exception {
    try (LoadLoop loop = new LoadLoop()) {
      assertThat(loop.await(1, () -> asked.incrementAndGet() < 0)).isFalse();
    }
    assertThat(asked.get()).isPositive();
  }
}

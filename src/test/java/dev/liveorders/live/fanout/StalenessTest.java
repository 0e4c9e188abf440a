package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StalenessTest {
  @Test
  void untilItIsLateItIsFresh() {
    Staleness staleness = new Staleness(Duration.ofSeconds(1), 10_000);
    assertThat(staleness.staleMillis(12_500)).isZero();
    assertThat(staleness.staleMillis(12_501)).isEqualTo(2_501);
    assertThat(staleness.hasChanged(12_501)).isTrue();
    assertThat(staleness.hasChanged(12_600)).isFalse();
    staleness.onCompared(13_000);
    assertThat(staleness.staleMillis(13_000)).isZero();
    assertThat(staleness.hasChanged(13_000)).isTrue();
  }
}

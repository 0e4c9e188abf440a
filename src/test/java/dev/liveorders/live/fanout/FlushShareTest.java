package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlushShareTest {
  private static final long MILLI = 1_000_000;

  private boolean othersWait;
  private final FlushShare share = new FlushShare(() -> othersWait);

  private void begin(int flushes) {
    for (int i = 0; i < flushes; i++) {
      share.adapt();
    }
  }

  @Test
  void whereNobodyWaitsFlushesHaveHalfOfTheLoop() {
    begin(3);
    assertThat(share.pause(10 * MILLI)).isEqualTo(20 * MILLI);
  }

  @Test
  void whileOthersWaitFlushesGiveWayDownToAnEighth() {
    othersWait = true;
    begin(1);
    assertThat(share.pause(10 * MILLI)).isEqualTo(30 * MILLI);
    begin(3);
    assertThat(share.pause(10 * MILLI)).isEqualTo(80 * MILLI);
    begin(1);
    assertThat(share.pause(10 * MILLI)).isEqualTo(80 * MILLI);
  }

  @Test
  void whenNobodyWaitsAnyMoreTheyTakeItBackLittleByLittle() {
    othersWait = true;
    begin(4);
    othersWait = false;
    begin(1);
    assertThat(share.pause(10 * MILLI)).isEqualTo(76 * MILLI);
    begin(40);
    assertThat(share.pause(10 * MILLI)).isEqualTo(20 * MILLI);
  }

  /** A flush that takes long comes seldom as it is. */
  @Test
  void theyGiveWayByNoMoreThanAQuarterOfASecond() {
    othersWait = true;
    begin(4);
    assertThat(share.pause(100 * MILLI)).isEqualTo(250 * MILLI);
    assertThat(share.pause(200 * MILLI)).isEqualTo(400 * MILLI);
  }
}

package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeDrainTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final NodeDrain node = NodeDrain.of(vertx);

  @AfterEach
  void stop() {
    Await.await(vertx.close());
  }

  /** Two hundred a second, as far as that takes neither less than is configured nor more than a minute. */
  @ParameterizedTest
  @CsvSource({"1, 10", "2000, 10", "5000, 25", "12000, 60", "100000, 60"})
  void manyWatchersComeBackOverALongerTime(int watchers, int seconds) {
    join(watchers);
    node.onStarted(Duration.ofSeconds(4));

    assertThat(node.choose(vertx, TEN_SECONDS))
        .isEqualTo(
            new Drain(Duration.ZERO, Duration.ofSeconds(7), Duration.ofSeconds(7 + seconds)));
  }

  @Test
  void aLongerTimeThanAMinuteIsAsConfigured() {
    join(100_000);
    node.onStarted(Duration.ofSeconds(4));

    assertThat(node.choose(vertx, Duration.ofSeconds(300)).latest())
        .isEqualTo(Duration.ofSeconds(307));
  }

  @Test
  void aStartThatTookVeryLongIsNotTakenForTheNext() {
    node.onStarted(Duration.ofMinutes(5));

    assertThat(node.choose(vertx, TEN_SECONDS).earliest()).isEqualTo(Duration.ofSeconds(31));
  }

  @Test
  void allEventLoopsOfANodeChooseTheSameThoughTheFirstHasClosedItsWatchers() {
    join(4_000);
    Drain first = node.choose(vertx, TEN_SECONDS);
    NodeWatchers.of(vertx).onLeft();

    assertThat(NodeDrain.of(vertx).choose(vertx, TEN_SECONDS)).isSameAs(first);
  }

  @Test
  void withZeroNobodyIsSpread() {
    join(4_000);

    assertThat(node.choose(vertx, Duration.ZERO)).isEqualTo(Drain.AT_ONCE);
  }

  private void join(int watchers) {
    for (int i = 0; i < watchers; i++) {
      NodeWatchers.of(vertx).onJoined();
    }
  }
}

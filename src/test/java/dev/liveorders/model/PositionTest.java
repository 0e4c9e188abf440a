package dev.liveorders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
  @Test
  void whatIsWrittenIsRead() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      Position position =
          new Position(Epoch.random(), random.nextLong() >>> (1 + random.nextInt(63)));
      assertThat(Position.parse(position.toString())).contains(position);
    }
    Position last = new Position(new Epoch("00ff00ff00ff00ff"), Long.MAX_VALUE);
    assertThat(last).hasToString("00ff00ff00ff00ff-9223372036854775807");
    assertThat(Position.parse(last.toString())).contains(last);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "42",
        "00ff00ff00ff00ff",
        "00ff00ff00ff00ff-",
        "00ff00ff00ff00ff--1",
        "00ff00ff00ff00ff-+1",
        "00ff00ff00ff00ff-1 ",
        "00ff00ff00ff00ff-\u0661",
        "00FF00FF00FF00FF-1",
        "00ff00ff00ff00f-12",
        "00ff00ff00ff00ff-9223372036854775808",
        "00ff00ff00ff00ff-00000000000000000000001"
      })
  void anythingElseIsNoPosition(String text) {
    assertThat(Position.parse(text)).isEmpty();
  }

  @Test
  void thereIsNothingBeforeZero() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Position(Epoch.random(), -1));
  }
}

package dev.liveorders.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.MessageFormatter;

/** One line for many, in minutes that pass when the test says so. */
class RepeatedLineTest {
  private final List<String> written = new ArrayList<>();
  private final List<Throwable> causes = new ArrayList<>();
  private final Queue<Runnable> minutes = new ArrayDeque<>();
  private final RepeatedLine line = new RepeatedLine(this::write, minutes::add);

  private void write(String format, Object... arguments) {
    var message = MessageFormatter.arrayFormat(format, arguments);
    written.add(message.getMessage());
    causes.add(message.getThrowable());
  }

  private void endMinute() {
    minutes.remove().run();
  }

  @Test
  void theFirstIsWrittenAtOnceAndTheOthersAreCountedUntilTheMinuteEnds() {
    for (int i = 1; i <= 38; i++) {
      line.write("rejected {}", i);
    }
    assertThat(written).containsExactly("rejected 1");
    endMinute();
    assertThat(written).containsExactly("rejected 1", "rejected 38 (… 37 more in the last minute)");
  }

  @Test
  void aLineAloneHasNoSequelAndTheNextIsWrittenAtOnce() {
    line.write("rejected {}", 1);
    endMinute();
    assertThat(minutes).isEmpty();
    line.write("rejected {}", 2);
    assertThat(written).containsExactly("rejected 1", "rejected 2");
  }

  @Test
  void whatGoesOnHasALineEachMinute() {
    line.write("rejected {}", 1);
    line.write("rejected {}", 2);
    endMinute();
    line.write("rejected {}", 3);
    assertThat(written).hasSize(2);
    endMinute();
    assertThat(written).last().isEqualTo("rejected 3 (… 1 more in the last minute)");
    endMinute();
    assertThat(minutes).isEmpty();
  }

  @Test
  void whatHappenedSeveralTimesIsCountedSo() {
    line.write(3, "closed");
    line.write(4, "closed");
    endMinute();
    assertThat(written).containsExactly("closed", "closed (… 6 more in the last minute)");
  }

  @Test
  void theCauseIsWrittenWithTheFirst() {
    IllegalStateException cause = new IllegalStateException("why");
    line.write("failed: {}", "it", cause);
    line.write("failed: {}", "it {}", cause);
    endMinute();
    assertThat(written)
        .containsExactly("failed: it", "failed: it {} (… 1 more in the last minute)");
    assertThat(causes).containsExactly(cause, null);
  }
}

package dev.liveorders.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

/** The niceness of single threads, which only Linux has. */
@EnabledOnOs(LINUX)
class ThreadNicenessTest {
  @Test
  void aThreadAndThoseItStartsAreNicerAndNobodyElse() throws Exception {
    int before = own();
    List<Integer> nicer = new ArrayList<>();

    run(() -> {
      ThreadNiceness.addToOwn(3);
      nicer.add(own());
      run(() -> nicer.add(own()));
      return null;
    });

    int expected = Math.min(19, before + 3);
    assertThat(nicer).containsExactly(expected, expected);
    assertThat(own()).isEqualTo(before);
  }

  @Test
  void thereIsNoMoreThanNineteen() throws Exception {
    List<Integer> nicest = new ArrayList<>();

    run(() -> {
      ThreadNiceness.addToOwn(1_000);
      return nicest.add(own());
    });

    assertThat(nicest).containsExactly(19);
  }

  private static void run(Callable<?> work) throws Exception {
    FutureTask<?> task = new FutureTask<>(work);
    new Thread(task).start();
    task.get();
  }

  private static int own() throws Exception {
    Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self"));
    return ThreadNiceness.of(ThreadNiceness.THREADS.resolve(thread.getFileName()));
  }
}

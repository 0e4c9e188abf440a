package dev.liveorders.live.board;

import dev.liveorders.model.Commit;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time to make a commit and apply it to a board of 10,000 products. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ApplyBenchmark {
  @Param({"1", "100"})
  public int changed;

  private final FullBoard full = new FullBoard();

  /** The share of the benchmark itself. */
  @Benchmark
  public Commit make() {
    return full.commit(changed);
  }

  @Benchmark
  public long makeAndApply() {
    full.board.apply(full.commit(changed), feed -> {});
    return full.board.seq();
  }
}

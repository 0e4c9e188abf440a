package dev.liveorders.live.wire;

import dev.liveorders.live.board.FullBoard;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time to encode, once for all watchers: the changes of a flush, and a snapshot of 10,000 products. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncodeBenchmark {
  @Param({"PLAIN", "V1", "EVENT_STREAM"})
  public String format;

  @Param({"1", "100"})
  public int changed;

  private final FullBoard full = new FullBoard();
  private WireFormat encoder;
  private long since;

  @Setup
  public void change() {
    encoder = WireFormat.valueOf(format);
    since = full.board.seq();
    full.board.apply(full.commit(changed), feed -> {});
  }

  @Benchmark
  public int update() {
    return lengthOf(encoder.update(full.feed(), since, full.board.seq()));
  }

  @Benchmark
  public int snapshot() {
    return lengthOf(encoder.snapshot(full.feed()));
  }

  private static int lengthOf(ByteBuf bytes) {
    int length = bytes.readableBytes();
    bytes.release();
    return length;
  }
}

package dev.liveorders.live.wire;

import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FullBoard;
import dev.liveorders.model.Window;
import dev.liveorders.model.WindowSet;
import io.netty.buffer.ByteBuf;
import java.util.List;
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

/**
 * The time that a tick takes an event loop, where 10,000 products sold in every step and all their windows are
 * watched: to find what it moved, and to encode that once for all watchers. That it is to be told takes a first
 * product that moved.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WindowsBenchmark {
  @Param({"PLAIN", "V1", "EVENT_STREAM"})
  public String format;

  private final FullBoard full = FullBoard.sold();
  private WireFormat encoder;
  private Feed feed;
  private long since;

  @Setup
  public void watch() {
    encoder = WireFormat.valueOf(format);
    feed = full.feed(WindowSet.of(
        List.of(Window.LAST_HOUR, Window.LAST_24_HOURS, Window.LAST_7_DAYS, Window.TODAY)));
    since = full.board.seq();
    full.board.apply(full.tick(), changed -> {});
  }

  /** Finds what moved, and encodes it. */
  @Benchmark
  public int encode() {
    ByteBuf bytes = encoder.update(feed, since, full.board.seq());
    int length = bytes.readableBytes();
    bytes.release();
    return length;
  }
}

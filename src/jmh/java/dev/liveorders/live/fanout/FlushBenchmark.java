package dev.liveorders.live.fanout;

import dev.liveorders.live.board.FullBoard;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.metrics.NodeMeters;
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

/** The time of a flush besides the system calls: watchers that let go of what they are given, some of them stalled. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FlushBenchmark {
  @Param({"1", "1000", "10000"})
  public int watchers;

  @Param({"0", "50"})
  public int percentStalled;

  @Param({"false", "true"})
  public boolean metered;

  private final FullBoard full = new FullBoard();
  private WatchedFeed feed;

  @Setup
  public void join() {
    FanoutMeters meters = metered ? NodeMeters.alone().fanout() : FanoutMeters.NONE;
    feed = new WatchedFeed(full.feed(), full.board.seq(), meters);
    for (int i = 0; i < watchers; i++) {
      Watcher watcher = new FreeWatcher(i % 100 >= percentStalled);
      watcher.subscribe(feed);
      feed.showAll(watcher, full.board.seq());
    }
  }

  /** One product changes, and all are told. */
  @Benchmark
  public long flush() {
    full.board.apply(full.commit(1), changed -> feed.forgetSnapshots());
    feed.flush().begin(full.board.seq());
    feed.flush().serve(Integer.MAX_VALUE);
    return feed.flush().to();
  }

  /** A watcher whose socket costs nothing. */
  private static final class FreeWatcher extends Watcher {
    private final boolean writable;

    FreeWatcher(boolean writable) {
      super(WireFormat.PLAIN);
      this.writable = writable;
    }

    @Override
    protected boolean isWritable() {
      return writable;
    }

    @Override
    protected long waitingBytes() {
      return 0;
    }

    @Override
    protected void write(ByteBuf bytes) {
      bytes.release();
    }

    @Override
    protected long unsentBytes() {
      return 0;
    }

    @Override
    protected void writeShared(ByteBuf bytes) {
      // it costs nothing
    }

    @Override
    protected void writeShared(ByteBuf head, ByteBuf bytes) {
      head.release();
    }

    @Override
    protected void ping(ByteBuf heartbeat) {
      heartbeat.release();
    }

    @Override
    protected boolean answersPings() {
      return false;
    }

    @Override
    protected void close(DisconnectReason reason) {}

    @Override
    protected void drop() {}
  }
}

package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * Watchers of {@code live-orders.v1} that come back when their connection ends, as the client module does: when the
 * server said, otherwise with backoff, and resuming where they were. Between them and several nodes stands what a
 * proxy does: the next connection is one to the next node, and to another at once where none is made. Confined to the
 * event loop of its load, but for what blocks.
 */
final class ReturningWatchers implements WatchConnection.Owner {
  private static final long OPEN_MILLIS = 120_000;
  private static final int CONNECTING_AT_ONCE = 200;

  private static final ByteBuf SNAPSHOT = needle("{\"type\":\"snapshot\"");
  private static final ByteBuf EPOCH = needle("\"epoch\":\"");
  private static final ByteBuf SEQ = needle("\"seq\":");

  private final LoadLoop loop;
  private final List<Target> nodes;
  private final WatchOptions options;
  private final ReturnWaits waits;
  private final WatchConnection[] sockets;
  private final boolean[] watching;
  private final int[] turns;
  private final long[] seqs;
  private final long[] totals;
  private final long[] leftAt;
  private final long[] heardAt;
  private final ReturnFigures figures = new ReturnFigures();

  private IntFunction<SoldProduct> products;
  private String epoch;
  private int wanted;
  private int shown;

  ReturningWatchers(LoadLoop loop, List<Target> nodes, WatchOptions options, int count) {
    this.loop = loop;
    this.nodes = nodes;
    this.options = options;
    this.waits = new ReturnWaits(count, new SplittableRandom());
    this.sockets = new WatchConnection[count];
    this.watching = new boolean[count];
    this.turns = new int[count];
    this.seqs = new long[count];
    this.totals = new long[count];
    this.leftAt = new long[count];
    this.heardAt = new long[count];
  }

  private static ByteBuf needle(String text) {
    return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  /** Connects them, and waits until each was shown its total. */
  void open(IntFunction<SoldProduct> watched) throws InterruptedException {
    loop.run(() -> {
      products = watched;
      for (int i = 0; i < CONNECTING_AT_ONCE; i++) {
        connectNext();
      }
    });
    if (!awaitAll()) {
      throw new BenchException(
          "of " + sockets.length + " watchers " + shown + " were shown totals");
    }
  }

  /** Measures from now on. */
  void expect() throws InterruptedException {
    loop.run(figures::begin);
  }

  /** Waits until all are back; returns whether they were in time. */
  boolean awaitAll() throws InterruptedException {
    return loop.await(OPEN_MILLIS, () -> shown == sockets.length);
  }

  /** Returns what was measured. Confined to the event loop of its load. */
  ReturnFigures figures() {
    return figures;
  }

  /** Counts those whose total is exact. */
  int exact() {
    int exact = 0;
    for (int n = 0; n < sockets.length; n++) {
      exact += watching[n] && sockets[n].isExact() ? 1 : 0;
    }
    return exact;
  }

  private void connectNext() {
    if (wanted < sockets.length) {
      totals[wanted] = -1;
      attempt(wanted++);
    }
  }

  private void attempt(int n) {
    figures.onAttempt(System.nanoTime());
    connect(n, nodes.size());
  }

  /** Connects to the node whose turn it is, or to the next one, of which {@code left} were not tried. */
  private void connect(int n, int left) {
    WatchConnection socket = options.connection(this, products.apply(n));
    socket.ordinal = n;
    socket.resumeAt(totals[n]);
    sockets[n] = socket;
    loop.connect(node(n), socket, options.receiveBuffer(), n).addListener(connected -> {
      if (!connected.isSuccess() && sockets[n] == socket) {
        onNotConnected(n, left - 1);
      }
    });
  }

  private Target node(int n) {
    return nodes.get((n + turns[n]) % nodes.size());
  }

  private void onNotConnected(int n, int left) {
    sockets[n] = null;
    turns[n]++;
    if (left > 0) {
      connect(n, left);
    } else {
      loop.later(waits.untold(n), () -> attempt(n));
    }
  }

  @Override
  public ByteBuf request(WatchConnection socket) {
    int n = socket.ordinal;
    WatchOptions resuming = seqs[n] > 0 ? options.resuming(epoch, Long.toString(seqs[n])) : options;
    return resuming.request(node(n), socket.product());
  }

  @Override
  public void onRejected(WatchConnection socket, String why) {
    // it is closed, and comes back
  }

  @Override
  public void onMessage(WatchConnection socket, ByteBuf bytes, int start, int length, long now) {
    long seq = AsciiNumber.readBehind(SEQ, bytes, start, length);
    if (seq < 0) {
      return;
    }
    int n = socket.ordinal;
    if (heardAt[n] != 0) {
      figures.onHeard(now - heardAt[n]);
    }
    heardAt[n] = now;
    seqs[n] = seq;
    if (!watching[n] && isSnapshot(bytes, start, length)) {
      epoch = textBehind(EPOCH, bytes, start, length);
      onBack(n, now);
    }
  }

  private static boolean isSnapshot(ByteBuf bytes, int start, int length) {
    return length > SNAPSHOT.readableBytes()
        && ByteBufUtil.equals(bytes, start, SNAPSHOT, 0, SNAPSHOT.readableBytes());
  }

  private static String textBehind(ByteBuf needle, ByteBuf bytes, int start, int length) {
    int from =
        start + ByteBufUtil.indexOf(needle, bytes.slice(start, length)) + needle.readableBytes();
    int end = bytes.indexOf(from, start + length, (byte) '"');
    return bytes.toString(from, end - from, StandardCharsets.US_ASCII);
  }

  private void onBack(int n, long now) {
    watching[n] = true;
    waits.onBack(n);
    shown++;
    figures.onBack(now, leftAt[n] == 0 ? 0 : now - leftAt[n]);
    connectNext();
  }

  @Override
  public void onFirstTotal(WatchConnection socket) {
    socket.product().opensAt(socket.total());
  }

  @Override
  public void onTotal(WatchConnection socket, long before, long now) {
    if (socket.total() < before) {
      figures.onStepBack();
    }
  }

  @Override
  public void onClosed(WatchConnection socket) {
    int n = socket.ordinal;
    if (sockets[n] != socket) {
      return; // a connection that failed is told twice
    }
    sockets[n] = null;
    turns[n]++;
    totals[n] = socket.total();
    if (watching[n]) {
      watching[n] = false;
      leftAt[n] = System.nanoTime();
      shown--;
    }
    long told = socket.retryAfterMillis();
    loop.later(told < 0 ? waits.untold(n) : waits.told(n, told), () -> attempt(n));
  }
}

package dev.liveorders.live.fanout;

import dev.liveorders.limits.LoopBudget;
import dev.liveorders.limits.NodeBudget;
import dev.liveorders.log.RepeatedLine;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watchers of a hub whose sockets are full, longest first, and the bytes that wait for them. Bytes that several
 * wait for are counted once. When the node has no more room for such bytes, the watchers that stalled first are
 * closed. Confined to the event loop of its {@link Hub}.
 */
public final class StalledWatchers {
  private static final Logger log = LoggerFactory.getLogger(StalledWatchers.class);

  /** So much more than its room the node may use while watchers are being closed; then they are dropped. */
  private static final double WHILE_CLOSING = 1.25;

  /**
   * The bytes that wait for a watcher.
   *
   * @param own    bytes that no other watcher waits for
   * @param shared what others may wait for, too; null when nothing. It may be released already: not to be read
   * @param size   of what is shared
   */
  private record Waiting(long own, ByteBuf shared, int size) {}

  private final LoopBudget budget;
  private final Map<Watcher, Waiting> stalled = new LinkedHashMap<>();

  /** For shared bytes the number of those that wait for them. */
  private final Map<ByteBuf, Integer> waiters = new IdentityHashMap<>();

  private final RepeatedLine closings = new RepeatedLine(log::warn);

  StalledWatchers(NodeBudget memory) {
    this.budget = new LoopBudget(memory);
  }

  /**
   * Notes that the socket of a watcher has not taken all it was sent.
   *
   * @param shared what it was sent last that others may wait for, too, whole; null when that is nothing
   */
  public void add(Watcher watcher, ByteBuf shared) {
    remove(watcher);
    long bytes = watcher.waitingBytes();
    int size = shared == null ? 0 : shared.readableBytes();
    Waiting waiting = new Waiting(Math.max(0, bytes - size), shared, size);
    stalled.put(watcher, waiting);
    budget.take(waiting.own());
    if (shared != null && waiters.merge(shared, 1, Integer::sum) == 1) {
      budget.take(size);
    }
    makeRoom();
  }

  /** Notes that a socket has drained, or is closed; does nothing when it was not full. */
  public void remove(Watcher watcher) {
    Waiting waiting = stalled.remove(watcher);
    if (waiting == null) {
      return;
    }
    budget.take(-waiting.own());
    ByteBuf shared = waiting.shared();
    if (shared != null && waiters.merge(shared, -1, Integer::sum) == 0) {
      waiters.remove(shared);
      budget.take(-waiting.size());
    }
  }

  /** Closes those that stalled first while the node has not enough room for what waits. */
  void makeRoom() {
    if (!budget.isOver()) {
      return;
    }
    double leaving = 0;
    List<Watcher> oldest = new ArrayList<>(stalled.keySet());
    for (Watcher watcher : oldest) {
      leaving += watcher.isClosing() ? share(stalled.get(watcher)) : 0;
    }
    long closed = 0;
    for (Watcher watcher : oldest) {
      if (budget.isAbove(WHILE_CLOSING)) {
        closed += watcher.isClosing() ? 0 : 1;
        watcher.drop();
        remove(watcher);
      } else if (!watcher.isClosing() && budget.isAbove(1 + leaving / budget.max())) {
        closed++;
        leaving += share(stalled.get(watcher));
        watcher.close(DisconnectReason.NO_ROOM);
      }
    }
    if (closed > 0) {
      logClosed(closed);
    }
  }

  /** Returns the part that a watcher has in the bytes that wait. */
  private double share(Waiting waiting) {
    ByteBuf shared = waiting.shared();
    return waiting.own() + (shared == null ? 0 : (double) waiting.size() / waiters.get(shared));
  }

  private void logClosed(long count) {
    closings.write(
        count,
        "a watcher that does not read was closed, as more bytes waited for watchers than may: give the JVM more memory (-Xmx),"
            + " or a larger share of it to them (limits.watcherMemoryPercent)");
  }

  /** Gives everything back, as the hub stops. */
  void close() {
    budget.close();
  }
}

package dev.liveorders.netty;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/**
 * The sockets that an event loop of {@link FairEpoll} finds ready each time it looks. A loop that keeps up finds few
 * of them, or none; one that does not finds as many as it can take at a time, unless fewer clients than that have all
 * of the load. Its processor time tells less: flushes use all that they may have. Confined to its event loop.
 *
 * <p>Reason: Netty tells nobody what a wait has found. Its strategy is asked before each, and may look first, which is
 * a system call more before a wait that blocks. If that goes, flushes have half of a loop that does not keep up.
 */
public final class ReadySockets implements SelectStrategy {
  private static final ThreadLocal<ReadySockets> OF_LOOP = new ThreadLocal<>();

  private final int max;
  private boolean known;
  private long looks;
  private long full;

  /** @param max how many the loop can take at a time */
  ReadySockets(int max) {
    this.max = max;
  }

  /** Returns those of the event loop that this is called on; on a loop of another kind, none are ever seen. */
  public static ReadySockets ofThisLoop() {
    ReadySockets sockets = OF_LOOP.get();
    return sockets == null ? new ReadySockets(0) : sockets;
  }

  /** Tells whether most looks since this was asked last found as many as the loop can take. */
  public boolean wereMany() {
    boolean many = 2 * full > looks;
    looks = 0;
    full = 0;
    return many;
  }

  @Override
  public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
    if (!known) {
      known = true;
      OF_LOOP.set(this);
    }
    int ready = selectNow.get();
    looks++;
    if (ready >= max) {
      full++;
    }
    return ready > 0 || hasTasks ? ready : SELECT;
  }
}

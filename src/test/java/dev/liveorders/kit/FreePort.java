package dev.liveorders.kit;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ports that nobody listens on. They lie below those that the kernel gives to connections, of which one could come
 * between the choice of a port and its use. JVMs begin far from each other, those that Maven runs at the same time in
 * parts of their own, and a port has room behind it for those that a cluster counts up.
 */
public final class FreePort {
  private static final int FIRST = 10_000;
  private static final int COUNT = 22_000;

  /** Has no divisor in common with {@link #COUNT}, so that every port has its turn. */
  private static final int STEP = 23;

  private static final int STEPS_OF_FORK = 5_500;
  private static final int STEPS_BETWEEN_JVMS = 500;

  private static final AtomicLong NEXT = new AtomicLong(first());

  private FreePort() {}

  private static long first() {
    long ofJvm = ProcessHandle.current().pid() * STEPS_BETWEEN_JVMS % STEPS_OF_FORK;
    return Integer.getInteger("fork.number", 0) * STEPS_OF_FORK + ofJvm;
  }

  /** Finds one that is free now, on any address of this machine: localhost is two of them. */
  public static int find() throws IOException {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = FIRST + (int) (NEXT.getAndIncrement() * STEP % COUNT);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // the next one may be free
      }
    }
    throw new IOException("no port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free");
  }
}

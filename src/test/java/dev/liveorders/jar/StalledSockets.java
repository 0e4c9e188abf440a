package dev.liveorders.jar;

import dev.liveorders.kit.RawSocket;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/** WebSockets that never read, behind receive buffers as small as the kernel allows. Confined to one thread. */
final class StalledSockets implements AutoCloseable {
  private final int port;
  private final String path;
  private final Queue<RawSocket> sockets = new ArrayDeque<>();

  StalledSockets(int port, String path) {
    this.port = port;
    this.path = path;
  }

  /** Opens more, one after the other. */
  void open(int more) throws IOException {
    for (int i = 0; i < more; i++) {
      sockets.add(RawSocket.connectNarrow(port, path));
    }
  }

  /** Closes those that stalled first and opens as many, since a server does not keep them for ever. */
  void replace(int some) throws IOException {
    for (int i = 0; i < some; i++) {
      sockets.remove().close();
    }
    open(some);
  }

  @Override
  public void close() throws IOException {
    for (RawSocket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }
}

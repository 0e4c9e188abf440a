package dev.liveorders.jar;

import dev.liveorders.kit.RawClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that are slow on purpose, as slow loris is: a third sends a head, a third a body and a third reads an
 * answer, a few bytes at each step. Whoever is hung up on comes again. Confined to one thread.
 */
final class SlowClients implements AutoCloseable {
  private static final byte[] HEAD =
      bytes("GET /orders/electronics HTTP/1.1\r\nHost: localhost\r\n");
  private static final byte[] FIELD = bytes("X-More: 1\r\n");
  private static final byte[] BODY = bytes("POST /orders HTTP/1.1\r\nHost: localhost\r\n"
      + "Content-Type: application/json\r\nContent-Length: 8192\r\n\r\n[");
  private static final byte[] SPACE = bytes(" ");
  private static final byte[] PAGE =
      bytes("GET /live-orders.js HTTP/1.1\r\nHost: localhost\r\n\r\n");
  private static final int READ_BYTES = 16;

  private final int port;
  private final List<Slow> clients = new ArrayList<>();
  private int hungUp;

  SlowClients(int port, int count) throws IOException {
    this.port = port;
    for (int i = 0; i < count; i++) {
      clients.add(new Slow(i % 3));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Each sends or reads a little more. */
  void step() throws IOException {
    for (Slow client : clients) {
      client.step();
    }
  }

  /** The number of times that the server has ended a connection of theirs. */
  int hungUp() {
    return hungUp;
  }

  @Override
  public void close() throws IOException {
    for (Slow client : clients) {
      client.socket.close();
    }
  }

  /** One of them. */
  private final class Slow {
    private final int kind;
    private Socket socket;

    Slow(int kind) throws IOException {
      this.kind = kind;
      begin();
    }

    private void begin() throws IOException {
      socket = RawClient.narrowSocket(port);
      socket.getOutputStream().write(kind == 0 ? HEAD : kind == 1 ? BODY : PAGE);
    }

    private void step() throws IOException {
      try {
        if (kind == 2) {
          int there = Math.min(READ_BYTES, socket.getInputStream().available());
          socket.getInputStream().readNBytes(there);
        } else {
          socket.getOutputStream().write(kind == 0 ? FIELD : SPACE);
        }
      } catch (IOException closedByTheServer) {
        hungUp++;
        socket.close();
        begin();
      }
    }
  }
}

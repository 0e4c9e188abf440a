package dev.liveorders.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** What a proxy takes for a node: answers as it is told, and counts what it is asked. */
public final class ScriptedNode implements AutoCloseable {
  /** Instead of a status: reads the request, and hangs up as a node that is killed. */
  public static final int HANGS_UP = 0;

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int readyStatus;

  private ScriptedNode(HttpServer server, int readyStatus) {
    this.server = server;
    this.readyStatus = readyStatus;
  }

  /**
   * Starts one.
   *
   * @param readyStatus how it answers {@code /health/ready}
   * @param status      how it answers everything else
   */
  public static ScriptedNode start(int readyStatus, int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ScriptedNode node = new ScriptedNode(server, readyStatus);
    server.createContext("/health/ready", exchange -> answer(exchange, node.readyStatus));
    server.createContext("/", exchange -> {
      node.asked.incrementAndGet();
      answer(exchange, status);
    });
    server.start();
    return node;
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (status != HANGS_UP) {
      exchange.sendResponseHeaders(status, -1);
    }
    exchange.close();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** From now on {@code /health/ready} is answered with this status. */
  public void answerReadyWith(int status) {
    readyStatus = status;
  }

  /** How many requests came, other than whether it is ready. */
  public int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

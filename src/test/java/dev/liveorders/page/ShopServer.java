package dev.liveorders.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A shop's own web server, on another origin than the totals: one page, or the files of a folder. */
final class ShopServer implements AutoCloseable {
  private static final Map<String, String> TYPES =
      Map.of("html", "text/html", "js", "text/javascript", "css", "text/css");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private ShopServer(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      try (exchange) {
        answer.to(exchange);
      }
    });
    server.setExecutor(threads);
    server.start();
  }

  /** Serves this page under every path. */
  static ShopServer page(String html) throws IOException {
    return page(html, Map.of());
  }

  /** Serves this page under every path, with these headers. */
  static ShopServer page(String html, Map<String, String> headers) throws IOException {
    String document =
        "<!doctype html><html lang=en><title>Shop</title><main>" + html + "</main></html>";
    return new ShopServer(exchange -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      send(exchange, "text/html; charset=utf-8", document.getBytes(StandardCharsets.UTF_8));
    });
  }

  /** Serves a folder; {@code /} is its index. */
  static ShopServer folder(Path folder) throws IOException {
    return new ShopServer(exchange -> {
      String path = exchange.getRequestURI().getPath();
      Path file = folder.resolve(path.equals("/") ? "index.html" : path.substring(1));
      if (Files.isRegularFile(file)) {
        String extension = path.equals("/") ? "html" : path.substring(path.lastIndexOf('.') + 1);
        send(exchange, TYPES.getOrDefault(extension, "text/plain"), Files.readAllBytes(file));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    });
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Without its last slash. */
  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}

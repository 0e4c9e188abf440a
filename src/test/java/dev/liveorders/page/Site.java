package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Chromium;
import dev.liveorders.kit.JarProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The packaged jar, on which nobody but the test orders, and a browser to look at it. */
final class Site {
  private static Site shared;

  private final Path folder;
  private final Api api;
  private final AtomicInteger orders = new AtomicInteger();
  private final Map<String, String> environment;
  private JarProcess server;

  private Site(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.environment = environment;
    startServer(0);
    this.api = new Api(server.port());
  }

  /**
   * The jar as it comes, with the catalogue it begins with, for all suites of this JVM: it is started for the first,
   * and ends with the JVM. A suite adds categories of its own ({@link #add}) where it counts sales or changes what
   * others look at.
   */
  static Site shared() throws IOException, InterruptedException {
    if (shared == null) {
      shared = start(Files.createTempDirectory(Path.of("target"), "page-site"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> shared.server.end(), "site-end"));
    } else if (!shared.server.isAlive()) {
      shared.restartServer();
    }
    return shared;
  }

  /**
   * Starts the jar.
   *
   * @param folder where its data lies
   */
  static Site start(Path folder) throws IOException, InterruptedException {
    return start(folder, Map.of());
  }

  /** The same with a catalogue of its own. */
  static Site start(Path folder, ShopCatalogue catalogue) throws IOException, InterruptedException {
    String file = catalogue.write(folder).toAbsolutePath().toString();
    return start(folder, Map.of("LIVE_ORDERS_CATALOGUE_FILE", file));
  }

  /** The same with keys of the configuration. */
  static Site start(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    return new Site(folder, environment);
  }

  private void startServer(int port) throws IOException, InterruptedException {
    JarProcess.Builder builder = JarProcess.builder()
        .folder(folder)
        .port(port)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false");
    environment.forEach(builder::env);
    server = builder.start();
  }

  /** Without its last slash. */
  String url() {
    return "http://localhost:" + server.port();
  }

  Browser browser() {
    return Chromium.browser();
  }

  OpenPage open(String hash) {
    return open(new NewContextOptions(), hash);
  }

  /** In a profile of its own. */
  OpenPage open(NewContextOptions options, String hash) {
    return open(browser().newContext(options), hash);
  }

  /** In a new tab of this profile, which is closed with the page. */
  OpenPage open(BrowserContext context, String hash) {
    return new OpenPage(context, url() + "/" + hash);
  }

  /** The total as the server tells it. */
  long total(String category, String product) throws IOException, InterruptedException {
    return api.total(category, product);
  }

  /** Orders under an id of its own, and waits until that is counted. */
  void order(String product, int amount) throws IOException, InterruptedException {
    String orderId = "page-" + orders.incrementAndGet();
    assertThat(api.order(product, amount, orderId).statusCode()).isEqualTo(200);
  }

  /** Places many orders in one request, under ids of their own, and waits until they are counted. */
  void orderMany(List<String> products) throws IOException, InterruptedException {
    JsonArray items = new JsonArray();
    for (String product : products) {
      items.add(new JsonObject()
          .put("id", product)
          .put("amount", 1)
          .put("orderId", "page-" + orders.incrementAndGet()));
    }
    assertThat(api.post("/orders", items.encode()).statusCode()).isEqualTo(200);
  }

  /** Changes a product; the status. */
  int patch(String category, String product, String json) throws IOException, InterruptedException {
    return api.send("PATCH", "/products/" + category + "/" + product, json).statusCode();
  }

  /** Adds a category with these products, whose ids are their names. */
  void add(String category, String title, String prefix, String... products)
      throws IOException, InterruptedException {
    JsonObject details = new JsonObject().put("title", title).put("prefix", prefix);
    assertThat(putCategory(category, details.encode())).isEqualTo(201);
    for (String product : products) {
      JsonObject fields =
          new JsonObject().put("id", product).put("name", product).put("rrp", "1");
      assertThat(send("POST", "/products/" + category, fields.encode())).isEqualTo(201);
    }
  }

  /** Creates or renames a category; the status. */
  int putCategory(String category, String json) throws IOException, InterruptedException {
    return api.send("PUT", "/categories/" + category, json).statusCode();
  }

  /** Sends JSON with any method; the status. */
  int send(String method, String path, String json) throws IOException, InterruptedException {
    return api.send(method, path, json).statusCode();
  }

  /** kill -9. */
  void killServer() throws InterruptedException {
    server.kill();
  }

  /** On the same port, with the same data. */
  void restartServer() throws IOException, InterruptedException {
    startServer(server.port());
  }

  /** Ends the jar. */
  void stop() throws InterruptedException {
    server.terminate();
  }
}

package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Attack;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.LiveHeap;
import dev.liveorders.kit.SqliteFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shop and 200 readers beside everything at once that a client can do to a server, for {@code -Dattack.seconds}. The
 * shop orders before the attack as well: what it adds to the readers' load is no part of what attackers do.
 */
@Attack
class UnderAttackIT {
  private static final int STALLED = 10_000;
  private static final int READERS = 200;

  /** Descriptors that both sides need beside those of the stalled sockets. */
  private static final int OTHER_FILES = 2_000;

  private static final int REST_SECONDS = 30;
  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
  private static final Duration BENCH_WITHIN = Duration.ofMinutes(10);
  private static final String READ = "READ-1";
  private static final String SOLD = "SOLD-1";

  @TempDir
  Path folder;

  private JarProcess server;

  @AfterEach
  void stop() throws InterruptedException {
    if (server != null && server.isAlive()) {
      server.kill();
    }
  }

  @Test
  void readersAndOrdersAreServedAndNothingIsLeftBehind() throws Exception {
    int seconds = Integer.getInteger("attack.seconds", 10);
    long seed = Long.getLong("soak.seed", System.nanoTime());
    int stalled = stalledSockets();
    server = JarProcess.builder()
        .folder(folder)
        .byScript()
        .env("LIVE_ORDERS_JAVA_OPTIONS", "-Xmx256m")
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
    Api api = new Api(server.port());
    add(api, READ);
    add(api, SOLD);
    ShopOrders orders = new ShopOrders(api, SOLD);
    readers(REST_SECONDS).awaitP99(); // compiles what is used
    double before = readers(REST_SECONDS).awaitP99();
    awaitNobody(api);
    long heapBefore = LiveHeap.bytesOf(server);

    double during;
    String attack;
    try (Onslaught onslaught = new Onslaught(server.port(), stalled, seed)) {
      Readers readers = readers(seconds);
      Await.until(
          "most sockets stall", Duration.ofSeconds(30), () -> stalled(api) > stalled * 3L / 4);
      during = readers.awaitP99();
      attack = onslaught.toString();
    }
    long acknowledged = orders.stop();
    awaitNobody(api);
    long heapAfter = Await.until(
        "the heap is back",
        BACK_WITHIN,
        () -> LiveHeap.bytesOf(server),
        heap -> heap < heapBefore * 1.1);

    System.out.printf(
        "%s in %d s, seed %d: p99 %.1f ms, before %.1f; heap %,d KiB, before %,d; %d orders%n",
        attack, seconds, seed, during, before, heapAfter / 1024, heapBefore / 1024, acknowledged);
    assertThat(during).isLessThanOrEqualTo(2 * before);
    assertThat(server.lines())
        .filteredOn(line -> line.matches(".*\\bERROR\\b.*|\\s+at .*"))
        .as("errors and stack traces")
        .isEmpty();
    assertThat(api.total("electronics", SOLD)).isEqualTo(acknowledged);
    assertThat(server.terminate()).isZero();
    assertEachIsThereOnce(acknowledged);
  }

  /** As many as this machine lets a process have. */
  private static int stalledSockets() {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : STALLED;
    int count = (int) Math.min(STALLED, files - OTHER_FILES);
    if (count < STALLED) {
      System.out.println("UnderAttackIT OPENS " + count + " SOCKETS AND NOT " + STALLED
          + ", as a process may have " + files + " open files here (ulimit -n)");
    }
    assertThat(count).isPositive();
    return count;
  }

  private static void add(Api api, String product) throws Exception {
    String json = "{\"id\":\"" + product + "\",\"name\":\"Of the shop\",\"rrp\":1}";
    assertThat(api.post("/products/electronics", json).statusCode()).isEqualTo(201);
  }

  private Readers readers(int seconds) throws Exception {
    return new Readers(JarProcess.builder()
        .folder(folder)
        .args("bench", "steady", "--json", "--product", READ, "--warm-up", "5")
        .args("--url", "http://localhost:" + server.port(), "--watchers", "" + READERS)
        .args("--rate", "50", "--connections", "16", "--seconds", "" + seconds)
        .launch());
  }

  /** Readers that measure, and orders that they are shown; the command fails unless each of them was, exactly. */
  private record Readers(JarProcess bench) {
    private double awaitP99() throws InterruptedException {
      assertThat(bench.exitCode(BENCH_WITHIN)).as("%s", bench.lines()).isZero();
      List<String> lines = bench.lines();
      JsonArray runs = new JsonArray(lines.get(lines.size() - 1));
      return runs.getJsonObject(0).getDouble("p99Millis");
    }
  }

  private static void awaitNobody(Api api) {
    Await.until("nobody is connected", BACK_WITHIN, () -> figure(api, "connections", "open") <= 2);
  }

  private static long stalled(Api api) throws Exception {
    return figure(api, "watchers", "stalled");
  }

  /** A figure of a check in {@code /health/ready}. */
  private static long figure(Api api, String check, String figure) throws Exception {
    return new JsonObject(api.get("/health/ready").body())
        .getJsonArray("checks").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("id").equals(check))
            .findFirst()
            .orElseThrow()
            .getJsonObject("data")
            .getLong(figure);
  }

  private void assertEachIsThereOnce(long acknowledged) throws Exception {
    String ofTheShop = " from orders where product_id = '" + SOLD + "'";
    try (SqliteFile file = SqliteFile.open(folder.resolve("data/live-orders.db"))) {
      assertThat(file.number("select count(*)" + ofTheShop)).isEqualTo(acknowledged);
      assertThat(file.number("select count(distinct order_id)" + ofTheShop))
          .isEqualTo(acknowledged);
      assertThat(file.number("select count(*) from products where total <> coalesce((select"
              + " sum(amount) from orders where product_id = products.id), 0)"))
          .as("totals that are not the sum of their orders")
          .isZero();
    }
  }
}

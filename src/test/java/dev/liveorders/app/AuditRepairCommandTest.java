package dev.liveorders.app;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.control.ControlServer;
import dev.liveorders.json.DifferenceJson;
import dev.liveorders.model.Difference;
import dev.liveorders.model.Order;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.model.SalesDifference.Sold;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code audit --repair} says beside a server that has the file open, and answers by its socket. */
class AuditRepairCommandTest {
  @TempDir
  Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Path store;

  @BeforeEach
  void makeFile() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    store = Files.createFile(data.resolve("live-orders.db"));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private StoreCommands.Ran repairedBy(JsonObject answer) throws Exception {
    ControlServer server =
        ControlServer.listen(vertx, store, command -> Future.succeededFuture(answer));
    try (server) {
      return StoreCommands.in(folder).run("audit", "--repair");
    }
  }

  /** An id as long as one may be, of letters that JSON escapes. */
  private static ProductId id(int number) {
    String digits = Integer.toString(number);
    return new ProductId("\"".repeat(ProductId.MAX_BYTES - digits.length()) + digits);
  }

  private static Difference total(int number) {
    return new Difference(id(number), Order.MAX_TOTAL, Order.MAX_TOTAL - 1);
  }

  private static SalesDifference sales(int number) {
    return new SalesDifference(
        Optional.of(id(number)),
        Resolution.QUARTER_HOUR,
        1_795_860_000_000L,
        new Sold(Order.MAX_TOTAL, Order.MAX_TOTAL),
        new Sold(Order.MAX_TOTAL - 1, Order.MAX_TOTAL - 1));
  }

  @Test
  void ofManyCorrectionsTheFirstAreListedAndTheOthersCounted() throws Exception {
    List<Difference> totals =
        IntStream.range(0, 12_000).mapToObj(AuditRepairCommandTest::total).toList();
    List<SalesDifference> sales =
        IntStream.range(0, 36_000).mapToObj(AuditRepairCommandTest::sales).toList();
    StoreCommands.Ran ran = repairedBy(DifferenceJson.writeAll(totals, sales));
    assertThat(ran.lines())
        .contains(
            totals.get(999) + "; it was corrected to that",
            "and 11000 more, which are not listed",
            "12000 totals were corrected",
            sales.get(999) + "; it was corrected to that",
            "and 35000 more, which are not listed",
            "36000 times of sales were corrected")
        .hasSize(2 * (1_000 + 2));
    assertThat(ran.code()).isZero();
  }

  @Test
  void aServerThatCountsNoneListsAll() throws Exception {
    JsonObject older = DifferenceJson.writeAll(List.of(total(1)), List.of());
    older.remove("counts");
    older.remove("sales");
    assertThat(repairedBy(older).lines())
        .containsExactly(
            total(1) + "; it was corrected to that",
            "1 total was corrected",
            "all sales are the sums of their orders");
  }
}

package dev.liveorders.live.board;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Total;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** Commits for tests, in one epoch. */
public final class Commits {
  public static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  public static final CategoryName ELECTRONICS = new CategoryName("electronics");
  public static final CategoryName CONFECTIONERY = new CategoryName("confectionery");

  /** A category that {@link #snapshot} does not have. */
  public static final CategoryName GARDEN = new CategoryName("garden");

  private Commits() {}

  /** Electronics with A1, A2 and A10, confectionery with B1; at seq 5. */
  public static Commit snapshot() {
    return new Commit(
        EPOCH,
        0,
        5,
        List.of(
            new Category(ELECTRONICS, "Electronics", "A"),
            new Category(CONFECTIONERY, "Confectionery", "B")),
        List.of(
            product("A10", ELECTRONICS, 0, 1),
            product("A2", ELECTRONICS, 7, 3),
            product("A1", ELECTRONICS, 3, 5),
            product("B1", CONFECTIONERY, 101, 4)),
        List.of());
  }

  /** The board of {@link #snapshot}, for any thread. */
  public static Board board() {
    return Board.of(snapshot(), ImmediateEventExecutor.INSTANCE);
  }

  public static Product product(String id, CategoryName category, long total, long seq) {
    return new Product(
        new ProductId(id),
        category,
        "Product " + id,
        new BigDecimal("9.90"),
        "",
        Extras.NONE,
        total,
        seq);
  }

  /** The commit {@code seq} that left these totals behind. */
  public static Commit totals(long seq, Total... totals) {
    return Commit.ofTotals(EPOCH, seq, Arrays.asList(totals));
  }

  /** The commit {@code seq} of orders at a time, with the totals that it left behind. */
  public static Commit sold(long seq, long at, List<Sale> sales, Total... totals) {
    return totals(seq, totals).with(Sales.added(at, sales));
  }

  public static Total total(String id, long total, long seq) {
    return new Total(new ProductId(id), total, seq);
  }

  /** The commit {@code seq} that added or changed a product. */
  public static Commit products(long seq, Product... products) {
    return new Commit(EPOCH, seq - 1, seq, List.of(), Arrays.asList(products), List.of());
  }

  /** The commit {@code seq} that added the garden, without products. */
  public static Commit garden(long seq) {
    Category garden = new Category(GARDEN, "Garden", "G");
    return new Commit(EPOCH, seq - 1, seq, List.of(garden), List.of(), List.of());
  }
}

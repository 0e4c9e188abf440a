package dev.liveorders.live.board;

import dev.liveorders.model.Buckets;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Total;
import dev.liveorders.model.WindowSet;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A board whose category has 10,000 products, and commits that change some of them in turn, or sell all. */
public final class FullBoard {
  private static final int PRODUCTS = 10_000;

  /** Change 7 apart, so that neighbours in the category do not change together. */
  private static final int STEP = 7;

  private static final CategoryName CATEGORY = Commits.ELECTRONICS;

  private static final int MINUTE = 29_900_000;

  public final Board board;
  private long seq = 1;
  private int next;
  private int minutes;

  /** Has sold nothing. */
  public FullBoard() {
    board = Board.of(snapshot(), ImmediateEventExecutor.INSTANCE);
  }

  private FullBoard(Sales.History history) {
    board = Board.of(
        snapshot().with(Sales.of(MINUTE * 60_000L, history)), ImmediateEventExecutor.INSTANCE);
  }

  /** Has sold each product in each step that is kept. */
  public static FullBoard sold() {
    SalesHistory each = new SalesHistory(
        steps(1, 60, 5), steps(15, 96, 75), steps(60, 168, 300), steps(1_440, 60, 7_200));
    return new FullBoard(new Sales.History(
        ZoneOffset.UTC,
        SalesHistory.NONE,
        IntStream.range(0, PRODUCTS)
            .mapToObj(FullBoard::id)
            .collect(Collectors.toMap(id -> id, id -> each))));
  }

  private static Buckets steps(int minutes, int number, long amount) {
    int last = MINUTE / minutes;
    return new Buckets(
        IntStream.rangeClosed(last - number + 1, last).toArray(),
        IntStream.range(0, number).mapToLong(step -> amount).toArray(),
        new int[0]);
  }

  private static ProductId id(int product) {
    return new ProductId("P" + product);
  }

  private static Commit snapshot() {
    List<Product> products = IntStream.range(0, PRODUCTS)
        .mapToObj(i -> Commits.product("P" + i, CATEGORY, i, 1))
        .toList();
    return new Commit(Commits.EPOCH, 0, 1, Commits.snapshot().categories(), products, List.of());
  }

  public Feed feed() {
    return board.openFeed(FeedKey.whole(CATEGORY));
  }

  public Feed feed(WindowSet windows) {
    return board.openFeed(FeedKey.whole(CATEGORY).with(windows));
  }

  /** The next commit, a minute later, of no orders. */
  public Commit tick() {
    minutes++;
    return next(List.of(), List.of());
  }

  /** The next commit, of an order of each product. */
  public Commit orders() {
    List<Total> totals = new ArrayList<>(PRODUCTS);
    List<Sale> sales = new ArrayList<>(PRODUCTS);
    for (int i = 0; i < PRODUCTS; i++) {
      totals.add(new Total(id(i), 1_000_000 + seq, seq + 1));
      sales.add(new Sale(id(i), MINUTE + minutes, 5, 1));
    }
    return next(totals, sales);
  }

  private Commit next(List<Total> totals, List<Sale> sales) {
    seq++;
    return Commit.ofTotals(Commits.EPOCH, seq, totals)
        .with(Sales.added((MINUTE + minutes) * 60_000L, sales));
  }

  /** The next commit, of orders of so many products. */
  public Commit commit(int products) {
    seq++;
    List<Total> totals = new ArrayList<>(products);
    for (int i = 0; i < products; i++) {
      next = (next + STEP) % PRODUCTS;
      totals.add(new Total(new ProductId("P" + next), 1_000_000 + seq, seq));
    }
    return Commit.ofTotals(Commits.EPOCH, seq, totals);
  }
}

package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A board whose category has 10,000 products, and commits that change some of them in turn. */
public final class FullBoard {
  private static final int PRODUCTS = 10_000;

  /** Change 7 apart, so that neighbours in the category do not change together. */
  private static final int STEP = 7;

  private static final CategoryName CATEGORY = Commits.ELECTRONICS;

  public final Board board = Board.of(snapshot(), ImmediateEventExecutor.INSTANCE);
  private long seq = 1;
  private int next;

  private static Commit snapshot() {
    List<Product> products = IntStream.range(0, PRODUCTS)
        .mapToObj(i -> Commits.product("P" + i, CATEGORY, i, 1))
        .toList();
    return new Commit(Commits.EPOCH, 0, 1, Commits.snapshot().categories(), products, List.of());
  }

  public Feed feed() {
    return board.openFeed(FeedKey.whole(CATEGORY));
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

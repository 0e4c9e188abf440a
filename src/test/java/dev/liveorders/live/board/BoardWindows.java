package dev.liveorders.live.board;

import dev.liveorders.model.Category;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Window;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The sums of all windows of a board, for comparison. */
public final class BoardWindows {
  private BoardWindows() {}

  /** Returns those of each product that is shown, and that ever sold as far as the board knows. */
  public static Map<ProductId, Map<Window, Long>> of(Board board) {
    return sums(board, (id, window) -> {
      SalesSeries sales = entry(board, id).sales();
      return sales == null ? 0 : sales.sum(window, board.clock());
    });
  }

  /** Returns them as another reckons them. */
  public static Map<ProductId, Map<Window, Long>> sums(
      Board board, BiFunction<ProductId, Window, Long> sum) {
    Map<ProductId, Map<Window, Long>> all = new TreeMap<>();
    entries(board).map(Entry::product).map(Product::id).forEach(id -> {
      Map<Window, Long> its = new TreeMap<>();
      Arrays.stream(Window.values()).forEach(window -> its.put(window, sum.apply(id, window)));
      all.put(id, its);
    });
    return all;
  }

  private static Entry entry(Board board, ProductId id) {
    return entries(board)
        .filter(entry -> entry.product().id().equals(id))
        .findAny()
        .orElseThrow();
  }

  private static Stream<Entry> entries(Board board) {
    return board.categories().stream()
        .map(Category::name)
        .flatMap(name -> board.feed(name).orElseThrow().entries().stream());
  }
}

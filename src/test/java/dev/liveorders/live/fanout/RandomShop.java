package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.EPOCH;

import dev.liveorders.live.board.Commits;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Total;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A store in which orders are placed, and products and categories come, are retired and come back, at random. It
 * remembers what was true at each commit.
 */
final class RandomShop {
  static final List<String> CATEGORIES = List.of("a", "b", "c", "d");
  static final List<String> IDS = List.of("a1", "a2", "a10", "b1", "b2", "c1", "c2", "d1", "d2");

  private final Random random;
  private final Map<Long, Map<String, Long>> history = new HashMap<>();
  private final TreeMap<String, Product> there = new TreeMap<>();
  private final TreeMap<String, RetiredProduct> retired = new TreeMap<>();
  private final Map<String, Long> keptTotals = new HashMap<>();
  private final Set<String> categories = new TreeSet<>(Set.of("a"));
  private long seq = 1;

  // changed by the commits that are told of at once
  private final Set<String> touchedCategories = new TreeSet<>();
  private final Set<String> touchedDetails = new TreeSet<>();
  private final Set<String> touchedTotals = new TreeSet<>();

  RandomShop(Random random) {
    this.random = random;
    history.put(seq, Map.of());
  }

  /** One category, without products. */
  static Commit beginning() {
    return new Commit(EPOCH, 0, 1, List.of(category("a")), List.of(), List.of());
  }

  private static Category category(String name) {
    return new Category(new CategoryName(name), "Category " + name, name.toUpperCase());
  }

  private static String categoryOf(String id) {
    return id.substring(0, 1);
  }

  /** Makes one to three commits, of which the reader is told at once. */
  Commit next() {
    long from = seq;
    for (int commits = 1 + random.nextInt(3); commits > 0; commits--) {
      seq++;
      change(IDS.get(random.nextInt(IDS.size())));
      history.put(
          seq,
          there.entrySet().stream()
              .collect(
                  Collectors.toMap(Map.Entry::getKey, each -> each.getValue().total())));
    }
    Commit commit = new Commit(
        EPOCH,
        from,
        seq,
        touchedCategories.stream()
            .filter(categories::contains)
            .map(RandomShop::category)
            .toList(),
        touchedDetails.stream().filter(there::containsKey).map(there::get).toList(),
        touchedTotals.stream()
            .filter(id -> there.containsKey(id) && !touchedDetails.contains(id))
            .map(id -> new Total(
                there.get(id).id(), there.get(id).total(), there.get(id).seq()))
            .toList(),
        new Retirements(
            touchedCategories.stream()
                .filter(name -> !categories.contains(name))
                .map(CategoryName::new)
                .toList(),
            touchedDetails.stream()
                .filter(retired::containsKey)
                .map(retired::get)
                .toList()));
    List.of(touchedCategories, touchedDetails, touchedTotals).forEach(Set::clear);
    return commit;
  }

  private void change(String id) {
    String category = categoryOf(id);
    int dice = random.nextInt(20);
    if (categories.add(category)) {
      touchedCategories.add(category);
    } else if (dice == 0) {
      categories.remove(category);
      touchedCategories.add(category);
      IDS.stream()
          .filter(each -> categoryOf(each).equals(category) && there.containsKey(each))
          .forEach(this::retire);
    } else if (!there.containsKey(id)) {
      retired.remove(id);
      touchedDetails.add(id);
      there.put(
          id,
          Commits.product(id, new CategoryName(category), keptTotals.getOrDefault(id, 2L), seq));
    } else if (dice < 4) {
      retire(id);
    } else {
      touchedTotals.add(id);
      there.put(id, there.get(id).withTotal(there.get(id).total() + 1, seq));
    }
  }

  private void retire(String id) {
    Product product = there.remove(id);
    keptTotals.put(id, product.total());
    touchedDetails.add(id);
    retired.put(id, new RetiredProduct(product.id(), product.category(), seq));
  }

  /** The totals at a position of exactly the products of a feed. */
  Map<String, Long> truth(FeedKey key, long at) {
    return history.get(at).entrySet().stream()
        .filter(total -> isOf(key, total.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isOf(FeedKey key, String id) {
    boolean named = !(key instanceof FeedKey.OfIds some)
        || some.ids().stream().anyMatch(each -> each.value().equals(id));
    boolean inCategory =
        !(key instanceof FeedKey.OfCategory some) || some.category().value().equals(categoryOf(id));
    return named && inCategory && isWithin(key, new CategoryName(categoryOf(id)));
  }

  private static boolean isWithin(FeedKey key, CategoryName category) {
    if (key instanceof FeedKey.AllWithin some) {
      return some.categories().contains(category);
    }
    return !(key instanceof FeedKey.ProductsWithin some) || some.categories().contains(category);
  }

  /** All retired products, for a snapshot. */
  Commit snapshot() {
    return new Commit(
        EPOCH,
        0,
        seq,
        categories.stream().map(RandomShop::category).toList(),
        new ArrayList<>(there.values()),
        List.of(),
        new Retirements(List.of(), new ArrayList<>(retired.values())));
  }
}

package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.product;

import dev.liveorders.live.board.FeedKey;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Total;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A store in which orders are placed at random times, now or long ago, and products are retired and come back. It
 * keeps every order, and says from these alone what any window of any product was at any commit.
 */
final class SoldShop {
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  static final List<String> CATEGORIES = List.of("a", "b");
  static final List<String> IDS = List.of("a1", "a2", "a3", "a4", "b1", "b2");

  private final Random random;
  private final OrdersOfWindows orders = new OrdersOfWindows(ZONE);

  /** For each product, by commit, whether it is there. */
  private final Map<String, NavigableMap<Long, Boolean>> there = new HashMap<>();

  private final Map<String, Long> changedAt = new HashMap<>();
  private long now =
      Instant.parse("2026-10-20T21:14:30Z").toEpochMilli(); // some days before clocks change

  SoldShop(Random random) {
    this.random = random;
    orders.commit(now);
    for (String id : IDS) {
      there.put(id, new TreeMap<>(Map.of(1L, true)));
      changedAt.put(id, 1L);
    }
  }

  long seq() {
    return orders.seq();
  }

  /** Makes one commit, or several of which a board is told at once. */
  Commit next() {
    long from = seq();
    int commits = random.nextInt(4) == 0 ? 2 + random.nextInt(3) : 1;
    List<Sale> added = new ArrayList<>();
    boolean broughtBack = false;
    for (int i = 0; i < commits; i++) {
      now += pause().toMillis();
      orders.commit(now);
      int dice = random.nextInt(30);
      if (dice == 0) {
        broughtBack |= toggle(any(IDS));
      } else if (dice < 22) {
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
          place(any(IDS), added);
        }
      } // or it is a tick
    }
    return commit(from, commits > 1 || broughtBack ? null : added);
  }

  private Duration pause() {
    return switch (random.nextInt(12)) {
      case 0 -> Duration.ofMinutes(random.nextInt(300));
      case 1 -> Duration.ofHours(random.nextInt(60));
      case 2 -> random.nextInt(10) == 0 ? Duration.ofDays(random.nextInt(50)) : Duration.ofHours(1);
      case 3, 4, 5 -> Duration.ofMinutes(random.nextInt(3));
      default -> Duration.ofMillis(random.nextInt(20_000));
    };
  }

  private Duration ago() {
    return switch (random.nextInt(8)) {
      case 0 -> Duration.ofMinutes(random.nextInt(120));
      case 1 -> Duration.ofHours(random.nextInt(50));
      case 2 -> Duration.ofDays(random.nextInt(70));
      default -> Duration.ZERO;
    };
  }

  private void place(String id, List<Sale> added) {
    if (!isThere(id, seq())) {
      return;
    }
    long time = now - ago().toMillis();
    long amount = random.nextInt(7) == 0 ? -1 : 1 + random.nextInt(40_000);
    orders.place(id, time, amount);
    changedAt.put(id, seq());
    added.add(new Sale(new ProductId(id), Resolution.MINUTE.stepOf(time, ZONE), amount, 1));
  }

  private boolean toggle(String id) {
    boolean back = !isThere(id, seq());
    there.get(id).put(seq(), back);
    changedAt.put(id, seq());
    return back;
  }

  private boolean isThere(String id, long at) {
    return there.get(id).floorEntry(at).getValue();
  }

  String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Commit commit(long from, List<Sale> added) {
    List<String> changed = IDS.stream().filter(id -> changedAt.get(id) > from).toList();
    List<String> left = changed.stream().filter(id -> isThere(id, seq())).toList();
    Set<String> toggled = new TreeSet<>(changed);
    toggled.removeIf(id -> there.get(id).higherKey(from) == null);
    return new Commit(
            EPOCH,
            from,
            seq(),
            List.of(),
            left.stream().filter(toggled::contains).map(this::productOf).toList(),
            left.stream()
                .filter(id -> !toggled.contains(id))
                .map(id -> new Total(new ProductId(id), orders.total(id, seq()), changedAt.get(id)))
                .toList(),
            new Retirements(List.of(), retired(changed)))
        .with(added == null ? Sales.of(now, orders.history(changed)) : Sales.added(now, added));
  }

  /** Everything, as a node reads it that starts. */
  Commit snapshot() {
    return new Commit(
            EPOCH,
            0,
            seq(),
            CATEGORIES.stream()
                .map(name -> new Category(new CategoryName(name), name, name.toUpperCase()))
                .toList(),
            IDS.stream().filter(id -> isThere(id, seq())).map(this::productOf).toList(),
            List.of(),
            new Retirements(List.of(), retired(IDS)))
        .with(Sales.of(now, orders.history(IDS)));
  }

  private Product productOf(String id) {
    return product(id, categoryOf(id), orders.total(id, seq()), changedAt.get(id));
  }

  private static CategoryName categoryOf(String id) {
    return new CategoryName(id.substring(0, 1));
  }

  private List<RetiredProduct> retired(List<String> ids) {
    return ids.stream()
        .filter(id -> !isThere(id, seq()))
        .map(id -> new RetiredProduct(new ProductId(id), categoryOf(id), changedAt.get(id)))
        .toList();
  }

  /** What is to be shown of the products of a feed as of a commit: for each the JSON of its total and windows. */
  Map<String, String> truth(FeedKey key, long at) {
    Map<String, String> truth = new HashMap<>();
    for (String id : IDS) {
      if (isThere(id, at) && isOf(key.base(), id)) {
        StringBuilder json = new StringBuilder().append(orders.total(id, at));
        key.windows().windows().forEach(window -> json.append(' ')
            .append(window.wireName())
            .append('=')
            .append(orders.sold(id, window, at)));
        truth.put(id, json.toString());
      }
    }
    return truth;
  }

  private static boolean isOf(FeedKey key, String id) {
    boolean named = !(key instanceof FeedKey.OfIds some)
        || some.ids().stream().anyMatch(each -> each.value().equals(id));
    return named
        && (!(key instanceof FeedKey.OfCategory some) || some.category().equals(categoryOf(id)));
  }
}

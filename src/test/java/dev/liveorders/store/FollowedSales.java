package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.BoardWindows;
import dev.liveorders.model.Buckets;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Window;
import dev.liveorders.store.OrderStore.Written;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Boards that follow a store in three ways, and the reference: one takes every commit, one reads what several
 * changed, one begins anew with a snapshot. In every window all show the same, and the store finds its sales in
 * order.
 */
public final class FollowedSales {
  private final Supplier<OrderStore> store;
  private final ZoneId zone;
  private final SalesReference reference;
  private final Board following;
  private final Board reading;
  private long at;

  /**
   * @param zone that days are counted in
   */
  public FollowedSales(Supplier<OrderStore> store, ZoneId zone) {
    this(store, zone, new SalesReference(zone));
  }

  private FollowedSales(Supplier<OrderStore> store, ZoneId zone, SalesReference reference) {
    this.store = store;
    this.zone = zone;
    this.reference = reference;
    this.following = board(read(0));
    this.reading = board(read(0));
    this.at = following.clock().at();
  }

  /** Begins anew with the same orders, as boards do when the store has another epoch. */
  public FollowedSales again() {
    return new FollowedSales(store, zone, reference);
  }

  private Commit read(long since) {
    return await(store.get().changesSince(since));
  }

  private static Board board(Commit snapshot) {
    return Board.of(snapshot, ImmediateEventExecutor.INSTANCE);
  }

  /** Places orders, and tells the reference of those that count. */
  public List<OrderAnswer> place(List<Order> orders) {
    Written<List<OrderAnswer>> written = await(store.get().place(orders));
    follow(written.commit());
    for (int i = 0; i < orders.size(); i++) {
      if (written.answer().get(i) instanceof Accepted accepted && !accepted.duplicate()) {
        reference.add(orders.get(i), at);
      }
    }
    return written.answer();
  }

  /** Reads the commits of a node of another release, and tells the reference of the orders that count by them. */
  public void placedElsewhere(List<Order> counted) {
    follow(Optional.of(read(following.seq())));
    counted.forEach(order -> reference.add(order, at));
  }

  /** Takes back the orders of a source. */
  public void takeBack(Order.Source source) {
    follow(await(store.get().takeBack(source)).commit());
    reference.takeBack(source);
  }

  /** Takes a commit, of which there is one when something was changed. */
  public void follow(Optional<Commit> commit) {
    commit.ifPresent(next -> {
      assertThat(next.sales().at()).isGreaterThanOrEqualTo(at);
      at = next.sales().at();
      following.apply(next, feed -> {});
    });
  }

  /** Returns the time of the last commit. */
  public long at() {
    return at;
  }

  /** Returns the position of the board that takes every commit. */
  public long seq() {
    return following.seq();
  }

  /** Returns what the orders say, of each product and window. */
  Map<ProductId, Map<Window, Long>> sums() {
    return reference.sums(at);
  }

  /** Lets the second board read what it missed. */
  public void read() {
    reading.apply(read(reading.seq()), feed -> {});
  }

  /** Compares all of them. */
  public void check() {
    read();
    Commit snapshot = read(0);
    assertThat(snapshot.sales().at()).isEqualTo(at);
    Board fresh = board(snapshot);
    Map<?, ?> expected = BoardWindows.sums(
        fresh, (product, window) -> reference.sum(Optional.of(product), window, at));
    assertThat(BoardWindows.of(fresh)).as("a snapshot").isEqualTo(expected);
    assertThat(BoardWindows.of(following)).as("commit by commit").isEqualTo(expected);
    assertThat(BoardWindows.of(reading)).as("ranges of commits").isEqualTo(expected);
    assertThat(shop(snapshot.sales())).as("the shop").isEqualTo(shopOfReference());
    assertThat(await(store.get().audit().salesDifferences())).isEmpty();
  }

  private Map<Window, Long> shopOfReference() {
    Map<Window, Long> sums = new TreeMap<>();
    Arrays.stream(Window.values())
        .forEach(window -> sums.put(window, reference.sum(Optional.empty(), window, at)));
    return sums;
  }

  private Map<Window, Long> shop(Sales sales) {
    Sales.History history = sales.history().orElseThrow();
    assertThat(history.zone()).isEqualTo(zone);
    Map<Window, Long> sums = new TreeMap<>();
    for (Window window : Window.values()) {
      int now = window.resolution().stepOf(at, zone);
      Buckets buckets = history.shop().of(window.resolution());
      assertThat(buckets.orders()).hasSameSizeAs(buckets.starts());
      long sum = IntStream.range(0, buckets.size())
          .filter(i ->
              buckets.starts()[i] >= window.first(now) && buckets.starts()[i] <= window.last(now))
          .mapToLong(i -> buckets.amounts()[i])
          .sum();
      sums.put(window, sum);
    }
    return sums;
  }
}

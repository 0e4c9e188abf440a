package dev.liveorders.store;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Orders of A1, A2 and B1 with few ids, so that some are repeats, of any time. */
public final class RandomOrders {
  private static final List<String> PRODUCTS = List.of("A1", "A2", "B1");
  private static final List<Duration> AGES = List.of(
      Duration.ofMinutes(90),
      Duration.ofHours(30),
      Duration.ofDays(9),
      Duration.ofDays(70),
      Duration.ofDays(450));

  private RandomOrders() {}

  /**
   * Makes one at random.
   *
   * @param now the time of the store
   */
  public static Order next(Random random, long now) {
    ProductId product = new ProductId(PRODUCTS.get(random.nextInt(PRODUCTS.size())));
    long amount = random.nextInt(5) == 0 ? -1 - random.nextInt(3) : 1 + random.nextInt(9);
    boolean simulated = random.nextInt(6) == 0;
    return new Order(
        simulated ? OrderId.random() : new OrderId("o" + random.nextInt(300)),
        product,
        simulated ? Math.abs(amount) : amount,
        simulated ? Source.SIMULATION : Source.API,
        !simulated,
        placedAt(random, now));
  }

  private static long placedAt(Random random, long now) {
    if (random.nextInt(3) == 0) {
      return Order.NOW;
    }
    long age = AGES.get(random.nextInt(AGES.size())).toMillis();
    return now + age / 50 - (long) (random.nextDouble() * age);
  }
}

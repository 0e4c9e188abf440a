package dev.liveorders.orders;

import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.ProductId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The simulated past of a shop, which ends in what {@link OrderSimulator} orders: the last hour in single orders, as
 * that of yesterday that is compared with it, and the more in one order the longer ago it is. Each product has a day
 * of its own, and shops sell more at the weekend. The same for the same products, time and zone, but for the ids of
 * orders.
 */
final class SimulatedHistory {
  private static final long SEED = 20_170_401;

  /** The mean of what one order of the simulator is for. */
  private static final double MEAN_AMOUNT = (1 + OrderSimulator.MAX_AMOUNT) / 2.0;

  private static final double MAX_PER_MINUTE = 60;
  private static final double MIN_PER_MINUTE = 2;

  /** Before this time the hour of the day matters wholly; until now less and less. */
  private static final Duration SETTLES = Duration.ofHours(3);

  /** The sales of the hours of a day, against those of the simulator. */
  private static final double[] HOURS = {
    .30, .22, .17, .15, .16, .22, .38, .60, .82, .98, 1.08, 1.18, 1.22, 1.15, 1.08, 1.05, 1.08,
    1.18, 1.30, 1.38, 1.30, 1.08, .78, .48
  };

  /** The sales of the days of a week, from Monday on. */
  private static final double[] DAYS = {.92, .95, .97, 1, 1.08, 1.2, 1.05};

  private static final double GROWTH_PER_DAY = .006;

  /** A part of the past, in orders for each product and step. */
  private record Part(Duration from, Duration to, Duration step, int orders) {
    static final int SINGLE = 0; // orders as the simulator places them, however many these are
  }

  private static final List<Part> PARTS = List.of(
      new Part(Duration.ZERO, Duration.ofMinutes(75), Duration.ofMinutes(15), Part.SINGLE),
      new Part(Duration.ofMinutes(75), Duration.ofHours(23), Duration.ofMinutes(15), 3),
      new Part(Duration.ofHours(23), Duration.ofHours(25), Duration.ofMinutes(15), Part.SINGLE),
      new Part(Duration.ofHours(25), Duration.ofHours(26), Duration.ofMinutes(15), 3),
      new Part(Duration.ofHours(26), Duration.ofHours(48), Duration.ofMinutes(15), 1),
      new Part(Duration.ofHours(48), Duration.ofDays(8), Duration.ofHours(1), 1),
      new Part(Duration.ofDays(8), Duration.ofDays(31), Duration.ofHours(12), 1));

  private final List<ProductId> products;
  private final long now;

  /** The quarter of an hour under way: steps begin with those of curves, which would go up and down otherwise. */
  private final long quarter;

  private final ZoneId zone;
  private final double perMinute;
  private final double popularity;
  private final Random random = new Random(SEED);
  private final List<Order> orders = new ArrayList<>();

  private SimulatedHistory(List<ProductId> products, long now, ZoneId zone, Duration period) {
    this.products = products;
    this.now = now;
    this.quarter = now - now % Duration.ofMinutes(15).toMillis();
    this.zone = zone;
    double wanted = (double) Duration.ofMinutes(1).toMillis() / period.toMillis();
    this.perMinute = Math.min(MAX_PER_MINUTE, Math.max(MIN_PER_MINUTE, wanted));
    this.popularity = products.stream().mapToDouble(Popularity::of).sum();
  }

  /**
   * Makes it: some thousand orders, the oldest first.
   *
   * @param now    the time of the store, in milliseconds since 1970
   * @param zone   in which there is day and night
   * @param period of the simulator
   */
  static List<Order> of(List<ProductId> products, long now, ZoneId zone, Duration period) {
    SimulatedHistory history = new SimulatedHistory(products, now, zone, period);
    for (int i = PARTS.size() - 1; i >= 0; i--) {
      history.add(PARTS.get(i));
    }
    history.addUnderWay();
    history.orders.sort(Comparator.comparingLong(Order::placedAt));
    return history.orders;
  }

  private void add(Part part) {
    long step = part.step.toMillis();
    for (long age = part.to.toMillis(); age - step >= part.from.toMillis(); age -= step) {
      long begin = quarter - age;
      for (ProductId product : products) {
        double pieces = expected(product, begin + step / 2, part.step);
        if (part.orders == Part.SINGLE) {
          addSingle(product, pieces, begin, step);
        } else {
          addGathered(product, pieces, begin, step, part.orders);
        }
      }
    }
  }

  /** Adds what was ordered since the last quarter of an hour. */
  private void addUnderWay() {
    long step = now - quarter;
    for (ProductId product : products) {
      double pieces = expected(product, quarter + step / 2, Duration.ofMillis(step));
      addSingle(product, pieces, quarter, step);
    }
  }

  private void addGathered(ProductId product, double pieces, long begin, long step, int orders) {
    for (int i = 0; i < orders; i++) {
      double noise = .75 + random.nextDouble() / 2;
      long at = begin + (long) ((i + random.nextDouble()) * step / orders);
      add(product, Math.max(1, Math.round(pieces / orders * noise)), at);
    }
  }

  private void addSingle(ProductId product, double pieces, long begin, long step) {
    double number = pieces / MEAN_AMOUNT;
    for (long left = (long) (number + random.nextDouble()); left > 0; left--) {
      long at = begin + (long) (random.nextDouble() * step);
      add(product, 1 + random.nextInt(OrderSimulator.MAX_AMOUNT), at);
    }
  }

  private void add(ProductId product, long amount, long at) {
    orders.add(Order.withoutKey(product, amount, Source.SIMULATION).at(at));
  }

  /** Returns how many pieces of a product sell in a time around an instant. */
  private double expected(ProductId product, long at, Duration time) {
    double minutes = time.toMillis() / 60_000.0;
    double share = Popularity.of(product) / popularity;
    return perMinute * MEAN_AMOUNT * minutes * share * activity(product, at);
  }

  /** Returns how much more, or less, a product sells than the simulator orders. */
  private double activity(ProductId product, long at) {
    ZonedDateTime time = Instant.ofEpochMilli(at).atZone(zone);
    double shift = 4 * Popularity.fraction(product, 1) - 2;
    double hour = (time.getHour() + time.getMinute() / 60.0 + shift + 24) % 24;
    double next = HOURS[((int) hour + 1) % 24];
    double ofHour = HOURS[(int) hour] + (next - HOURS[(int) hour]) * (hour - (int) hour);
    double age = now - at;
    double ago = age / Duration.ofDays(1).toMillis();
    double ofDay = DAYS[time.getDayOfWeek().ordinal()] * (1 - GROWTH_PER_DAY * ago);
    return 1 + (ofHour * ofDay - 1) * Math.min(1, age / SETTLES.toMillis());
  }
}

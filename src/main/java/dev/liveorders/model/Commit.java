package dev.liveorders.model;

import java.util.List;

/**
 * The changes of the commits (from, to] of a store. One commit has {@code from = to - 1}; a read of what was missed
 * covers several; a snapshot has {@code from = 0}. All values are as of {@code to} and absolute, so applying one twice
 * is harmless.
 *
 * @param epoch      the store
 * @param from       the position before
 * @param to         the position after
 * @param categories added or renamed
 * @param products   added or changed in more than their total, whole
 * @param totals     changed totals of products that are not in {@code products}
 * @param retired    taken out of the catalogue
 * @param sales      what was sold when
 */
public record Commit(
    Epoch epoch,
    long from,
    long to,
    List<Category> categories,
    List<Product> products,
    List<Total> totals,
    Retirements retired,
    Sales sales) {
  /**
   * @throws IllegalArgumentException when {@code from} is after {@code to} or negative
   */
  public Commit {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("commits (" + from + ", " + to + "] are no range");
    }
    categories = List.copyOf(categories);
    products = List.copyOf(products);
    totals = List.copyOf(totals);
  }

  /** Commits that sold nothing. */
  public Commit(
      Epoch epoch,
      long from,
      long to,
      List<Category> categories,
      List<Product> products,
      List<Total> totals,
      Retirements retired) {
    this(epoch, from, to, categories, products, totals, retired, Sales.NONE);
  }

  /** Commits that retired and sold nothing. */
  public Commit(
      Epoch epoch,
      long from,
      long to,
      List<Category> categories,
      List<Product> products,
      List<Total> totals) {
    this(epoch, from, to, categories, products, totals, Retirements.NONE);
  }

  /** A commit of orders only. */
  public static Commit ofTotals(Epoch epoch, long seq, List<Total> totals) {
    return new Commit(epoch, seq - 1, seq, List.of(), List.of(), totals);
  }

  /** A commit that took products and categories out of the catalogue, and did nothing else. */
  public static Commit ofRetired(Epoch epoch, long seq, Retirements retired) {
    return new Commit(epoch, seq - 1, seq, List.of(), List.of(), List.of(), retired);
  }

  /** The same commits with these sales. */
  public Commit with(Sales these) {
    return new Commit(epoch, from, to, categories, products, totals, retired, these);
  }

  /** Tells whether it changed products, or their totals. */
  public boolean changesProducts() {
    return !products.isEmpty() || !totals.isEmpty() || !retired.products().isEmpty();
  }

  /** Returns the position of a follower that has applied it. */
  public Position position() {
    return new Position(epoch, to);
  }
}

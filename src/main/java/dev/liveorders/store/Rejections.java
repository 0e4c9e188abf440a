package dev.liveorders.store;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.PathSegment;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import java.util.function.Supplier;

/** The rejections of a store, in the same words from each adapter. */
public final class Rejections {
  private Rejections() {}

  public static Rejected unknownProduct(Order order) {
    return new Rejected(
        order.product(),
        Rejection.UNKNOWN_PRODUCT,
        "no product has the id " + Quoted.of(order.product())
            + "; GET /products/:category lists them");
  }

  /**
   * The order's id was used before.
   *
   * @param amount what was counted then
   */
  public static Rejected reused(Order order, long amount) {
    return new Rejected(
        order.product(),
        Rejection.ORDER_ID_REUSED,
        "the order id " + Quoted.of(order.id()) + " was used for " + amount + " of "
            + Quoted.of(order.product()) + ", not " + order.amount()
            + "; use a new id for a new order");
  }

  /**
   * The order would take the total below zero or beyond what every client reads exactly.
   *
   * @param total what it is without the order
   */
  public static Rejected outOfRange(Order order, long total) {
    String limit = order.amount() < 0
        ? "below 0; at most " + total + " can be cancelled"
        : "above " + Order.MAX_TOTAL + "; at most " + (Order.MAX_TOTAL - total) + " can be ordered";
    return new Rejected(
        order.product(),
        Rejection.TOTAL_OUT_OF_RANGE,
        order.amount() + " would take the total of " + Quoted.of(order.product()) + " from " + total
            + " " + limit);
  }

  public static RejectedException unknownProduct(ProductChange change) {
    return new RejectedException(
        Rejection.UNKNOWN_PRODUCT,
        "no product of " + change.category() + " has the id " + Quoted.of(change.id())
            + "; GET /products/" + PathSegment.of(change.category()) + " lists them");
  }

  public static RejectedException unknownCategory(CategoryName name) {
    return new RejectedException(
        Rejection.UNKNOWN_CATEGORY,
        "there is no category " + Quoted.of(name) + "; GET /categories lists them");
  }

  public static RejectedException idTaken(ProductId id) {
    return new RejectedException(
        Rejection.PRODUCT_ID_TAKEN,
        "the product id " + Quoted.of(id)
            + " is taken; choose another, or leave it out to get the next free one");
  }

  /** The id that would be next has no room for one more digit. */
  public static RejectedException idTooLong(String id) {
    return new RejectedException(
        Rejection.INVALID, "product id " + Quoted.of(id) + " is not " + ProductId.RULE);
  }

  public static RejectedException prefixTaken(Category category, CategoryName owner) {
    return new RejectedException(
        Rejection.PREFIX_TAKEN,
        "the prefix " + Quoted.of(category.prefix()) + " is taken by the category " + owner
            + "; choose another for " + category.name());
  }

  public static RejectedException openingTotal(Product product) {
    return new RejectedException(
        Rejection.TOTAL_OUT_OF_RANGE,
        "the opening total " + product.total() + " of " + Quoted.of(product.id()) + " is not 0 to "
            + Order.MAX_TOTAL);
  }

  /** The order id of entries that take the orders of a source back; with the product it is taken once. */
  public static String takeBackId(Source source, OrderId random) {
    return "purge-" + source.wireName() + "-" + random;
  }

  /**
   * The orders of a product cannot be taken back: more than the rest was cancelled.
   *
   * @param amount what its orders of that source come to
   */
  public static RejectedException cannotTakeBack(String product, long amount, long total) {
    return new RejectedException(
        Rejection.TOTAL_OUT_OF_RANGE,
        "taking back " + amount + " of " + Quoted.of(product) + " would take its total from "
            + total
            + " below 0, as others were cancelled against them; order " + (amount - total)
            + " of it first, under an id that says why");
  }

  public static RejectedException keyNameTaken(AccessKey key) {
    return new RejectedException(
        Rejection.INVALID,
        "there is a key " + key.name() + "; remove it first, or choose another name");
  }

  public static RejectedException tooManyKeys() {
    return new RejectedException(
        Rejection.INVALID,
        "there are " + AccessKeys.MAX
            + " keys, and no store has more; remove those that are not used");
  }

  public static RejectedException unknownKey(String nameOrId) {
    return new RejectedException(
        Rejection.INVALID,
        "there is no key " + Quoted.of(nameOrId) + "; key list shows those that there are");
  }

  /** Calls a constructor of the model and turns its complaint into a rejection. */
  public static <T> T valid(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException invalid) {
      throw new RejectedException(Rejection.INVALID, invalid.getMessage(), invalid);
    }
  }
}

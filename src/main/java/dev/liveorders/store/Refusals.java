package dev.liveorders.store;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer.Refused;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.Refusal;
import dev.liveorders.model.RefusedException;
import java.util.function.Supplier;

/** What a store refuses, in the same words whichever adapter refuses it. */
final class Refusals {
  private Refusals() {}

  static Refused unknownProduct(Order order) {
    return new Refused(
        order.product(),
        Refusal.UNKNOWN_PRODUCT,
        "no product has the id " + Quoted.of(order.product())
            + "; GET /products/:category lists them");
  }

  /**
   * The order's id was used before.
   *
   * @param amount what was counted then
   */
  static Refused reused(Order order, long amount) {
    return new Refused(
        order.product(),
        Refusal.ORDER_ID_REUSED,
        "the order id " + Quoted.of(order.id()) + " was used for " + amount + " of "
            + Quoted.of(order.product()) + ", not " + order.amount()
            + "; use a new id for a new order");
  }

  /**
   * The order would take the total below zero or beyond what every client reads exactly.
   *
   * @param total what it is without the order
   */
  static Refused outOfRange(Order order, long total) {
    String limit = order.amount() < 0
        ? "below 0; at most " + total + " can be cancelled"
        : "above " + Order.LARGEST_TOTAL + "; at most " + (Order.LARGEST_TOTAL - total)
            + " can be ordered";
    return new Refused(
        order.product(),
        Refusal.TOTAL_OUT_OF_RANGE,
        order.amount() + " would take the total of " + Quoted.of(order.product()) + " from " + total
            + " " + limit);
  }

  static RefusedException unknownProduct(ProductChange change) {
    return new RefusedException(
        Refusal.UNKNOWN_PRODUCT,
        "no product of " + change.category() + " has the id " + Quoted.of(change.id())
            + "; GET /products/" + change.category() + " lists them");
  }

  static RefusedException unknownCategory(CategoryName name) {
    return new RefusedException(
        Refusal.UNKNOWN_CATEGORY,
        "there is no category " + Quoted.of(name) + "; GET /categories lists them");
  }

  static RefusedException idTaken(ProductId id) {
    return new RefusedException(
        Refusal.PRODUCT_ID_TAKEN,
        "the product id " + Quoted.of(id)
            + " is taken; choose another, or leave it out to get the next free one");
  }

  /** The id that would be next has no room for one more digit. */
  static RefusedException idTooLong(String id) {
    return new RefusedException(
        Refusal.INVALID, "product id " + Quoted.of(id) + " is not " + ProductId.RULE);
  }

  static RefusedException prefixTaken(Category category, CategoryName owner) {
    return new RefusedException(
        Refusal.PREFIX_TAKEN,
        "the prefix " + Quoted.of(category.prefix()) + " is taken by the category " + owner
            + "; choose another for " + category.name());
  }

  static RefusedException openingTotal(Product product) {
    return new RefusedException(
        Refusal.TOTAL_OUT_OF_RANGE,
        "the opening total " + product.total() + " of " + Quoted.of(product.id()) + " is not 0 to "
            + Order.LARGEST_TOTAL);
  }

  /** What a constructor of the model makes, or its complaint as a refusal. */
  static <T> T valid(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException invalid) {
      throw new RefusedException(Refusal.INVALID, invalid.getMessage(), invalid);
    }
  }
}

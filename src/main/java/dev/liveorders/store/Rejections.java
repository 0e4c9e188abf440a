package dev.liveorders.store;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Difference;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.PathSegment;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import java.util.Optional;
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

  /** The order is none of before, and its product was retired. */
  public static Rejected retired(Order order, long total) {
    return new Rejected(
        order.product(),
        Rejection.PRODUCT_RETIRED,
        "the product " + Quoted.of(order.product()) + " was retired with the total " + total
            + "; PUT /products/:category/" + PathSegment.of(order.product()) + " brings it back");
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
    return unknownProduct(change.category(), change.id());
  }

  public static RejectedException unknownProduct(CategoryName category, ProductId id) {
    return new RejectedException(
        Rejection.UNKNOWN_PRODUCT,
        "no product of " + category + " has the id " + Quoted.of(id) + "; GET /products/"
            + PathSegment.of(category) + " lists them");
  }

  public static RejectedException unknownProduct(ProductId id) {
    return new RejectedException(
        Rejection.UNKNOWN_PRODUCT, "no product has, or had, the id " + Quoted.of(id));
  }

  public static RejectedException retired(CategoryName category, ProductId id) {
    return new RejectedException(
        Rejection.PRODUCT_RETIRED,
        "the product " + Quoted.of(id) + " was retired; PUT " + path(category, id)
            + " brings it back with its total");
  }

  public static RejectedException retired(CategoryName name) {
    return new RejectedException(
        Rejection.CATEGORY_RETIRED,
        "the category " + Quoted.of(name) + " was retired; PUT /categories/" + PathSegment.of(name)
            + " brings it back with its products");
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

  /** The id belongs to a product that was retired, maybe of another category. */
  public static RejectedException idRetired(ProductId id, CategoryName category) {
    return new RejectedException(
        Rejection.PRODUCT_ID_TAKEN,
        "the product id " + Quoted.of(id) + " belongs to a product that was retired; PUT "
            + path(category, id) + " brings it back with its total, or choose another id");
  }

  /** A new product as somebody put it; a rejection where it lacks what only one that is there may leave out. */
  public static ProductDraft draftOf(ProductChange change) {
    if (change.name().isEmpty() || change.rrp().isEmpty()) {
      throw new RejectedException(
          Rejection.INVALID,
          "there is no product " + Quoted.of(change.id())
              + " yet; a new one needs name and rrp, as {\"name\":\"Toaster\",\"rrp\":\"24.99\"}");
    }
    return new ProductDraft(
        Optional.of(change.id()),
        change.category(),
        change.name().get(),
        change.rrp().get(),
        change.info().orElse(""),
        valid(() -> Extras.NONE.merge(change.extras())));
  }

  private static String path(CategoryName category, ProductId id) {
    return "/products/" + PathSegment.of(category) + "/" + PathSegment.of(id);
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

  /**
   * Lets through what can be repaired.
   *
   * @throws RejectedException when the sum of the orders is no total
   */
  public static Difference repairable(Difference difference) {
    if (difference.sum() < 0 || difference.sum() > Order.MAX_TOTAL) {
      throw new RejectedException(
          Rejection.TOTAL_OUT_OF_RANGE,
          difference + ", which is no total, 0 to " + Order.MAX_TOTAL
              + "; the orders themselves were changed, so restore a backup");
    }
    return difference;
  }

  /** The order id of the entry that says which total was corrected. */
  public static String repairId(Difference difference, long seq) {
    return "audit-" + seq + "-from-" + difference.total() + "-to-" + difference.sum();
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

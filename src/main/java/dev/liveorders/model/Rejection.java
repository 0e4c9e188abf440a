package dev.liveorders.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The reasons to reject an order, a product or a category: a closed list, each with its HTTP status. */
public enum Rejection {
  UNKNOWN_PRODUCT(404, "Unknown product"),
  UNKNOWN_CATEGORY(404, "Unknown category"),
  PRODUCT_RETIRED(410, "Product retired"),
  CATEGORY_RETIRED(410, "Category retired"),
  ORDER_ID_REUSED(422, "Order id used with another amount"),
  TOTAL_OUT_OF_RANGE(409, "Total out of range"),
  PRODUCT_ID_TAKEN(409, "Product id taken"),
  PREFIX_TAKEN(409, "Prefix taken"),
  CATALOGUE_FULL(409, "Catalogue full"),
  INVALID(400, "Invalid fields"),
  QUEUE_FULL(503, "Too many orders at once"),
  STORE_AWAY(503, "Store away"),
  INTERNAL(500, "Internal error");

  /** The end of a detail, where there was no answer. */
  public static final String UNKNOWN_OUTCOME =
      "the outcome is unknown; retry an order with the same Idempotency-Key, and anything else only after a check that it was"
          + " not stored";

  private final int status;
  private final String title;

  Rejection(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** Returns the rejection of this status and title; the first of the status when the title is unknown. */
  public static Rejection of(int status, String title) {
    List<Rejection> sameStatus =
        Arrays.stream(values()).filter(rejection -> rejection.status == status).toList();
    return sameStatus.stream()
        .filter(rejection -> rejection.title.equals(title))
        .findFirst()
        .or(() -> sameStatus.stream().findFirst())
        .orElse(INTERNAL);
  }

  /** The HTTP status, and the failure code on the bus. */
  public int status() {
    return status;
  }

  /** A short name of the kind of rejection, the same for all of its kind. */
  public String title() {
    return title;
  }

  /** The last part of the problem's type URI: {@code unknown-product}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

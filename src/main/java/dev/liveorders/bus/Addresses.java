package dev.liveorders.bus;

import dev.liveorders.model.CategoryName;

/** The event bus addresses: what is sent to each, and how far it reaches. */
public final class Addresses {
  /** {@link PlaceOrders} → {@link OrderAnswers}; this node. */
  public static final String PLACE = "live-orders.place";

  /** ProductDraft → Product; this node. */
  public static final String ADD_PRODUCT = "live-orders.products.add";

  /** ProductChange → Product; this node. */
  public static final String UPDATE_PRODUCT = "live-orders.products.update";

  /** Category → {@link CategoryPut}; this node. */
  public static final String PUT_CATEGORY = "live-orders.categories.put";

  /** Commit, published as a hint by the node that made it; the cluster. */
  public static final String COMMITS = "live-orders.commits";

  /** Commit, published in order and without a gap; this node. */
  public static final String FEED = "live-orders.feed";

  /** Position, published whenever this node has compared its own with the store's; this node. */
  public static final String COMPARED = "live-orders.compared";

  /** {@link BoardRequest} → Commit: everything, or what changed since; this node. */
  public static final String BOARD = "live-orders.board";

  private Addresses() {}

  /** The address of each change of a category's totals, {@code {"id","total","seq"}}, for scripts; this node. */
  public static String category(CategoryName category) {
    return "orders." + category;
  }
}

package dev.liveorders.bus;

import dev.liveorders.json.CommitJson;
import dev.liveorders.model.Commit;

/**
 * The message that something was committed: a {@link Commit}, in JSON {@code {"epoch","from","to","categories":[…],
 * "products":[…],"totals":[…],"retiredCategories":[…],"retired":[…],"at","sales":[…],"history":{…}}}.
 */
public final class CommitMessage {
  /** Published as a hint by the node that made the commit, to all nodes. */
  static final String ADDRESS = "live-orders.commits";

  /** Published in order and without a gap, to this node. */
  static final String FEED_ADDRESS = "live-orders.feed";

  static final MessageJson<Commit> JSON =
      new MessageJson<>(Commit.class, CommitJson::read, CommitJson::write);

  private CommitMessage() {}
}

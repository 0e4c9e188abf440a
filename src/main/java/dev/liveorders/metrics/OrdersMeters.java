package dev.liveorders.metrics;

import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.model.Rejection;
import java.util.List;

/** The recorder of what the writing side does. Confined to the event loop of its verticle. */
public interface OrdersMeters {
  /** Records nothing. */
  OrdersMeters NONE = new NoOrdersMeters();

  /** So many orders wait for the next commit. */
  void onQueued(int orders);

  /** Orders were answered. */
  void onAnswered(List<OrderAnswer> answers);

  /** So many orders were rejected, for the same reason. */
  void onRejected(Rejection reason, int orders);

  /** The store has made a commit of so many orders, in so long. */
  void onCommit(int orders, long nanos);

  /** The store has made a tick for this node. */
  void onTick();

  /** A commit was made here of orders that were taken at these moments; to be told before anybody is shown it. */
  void onTaken(Position position, TakenTimes times);

  /**
   * Another node has made a commit of so many orders; to be told before anybody here is shown it.
   *
   * @param at the moment of the commit, on this node's clock of {@code System.nanoTime}
   */
  void onTakenElsewhere(Position position, long at, int orders);

  /** This node has followed the commits to a position. */
  void onFollowed(Position position);

  /** This node was compared with the store, which had so many commits more. */
  void onCompared(long lag);

  /** A commit that was missing has come. */
  void onGapFilled(GapFill how);

  /** A call has failed in the store. */
  void onStoreError(StoreCall call);

  /** Orders can be stored, or cannot. */
  void onTakesOrders(boolean takes);

  /** The self-audit knows of so many products whose total is not the sum of their orders. */
  void onMismatches(long products);

  /** So many steps of time have sales that are not the sum of their orders. */
  void onSalesMismatches(long steps);
}

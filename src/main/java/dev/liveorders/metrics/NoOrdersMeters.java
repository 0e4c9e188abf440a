package dev.liveorders.metrics;

import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.model.Rejection;
import java.util.List;

/** The recorder of a node whose meters are off. */
final class NoOrdersMeters implements OrdersMeters {
  @Override
  public void onQueued(int orders) {}

  @Override
  public void onAnswered(List<OrderAnswer> answers) {}

  @Override
  public void onRejected(Rejection reason, int orders) {}

  @Override
  public void onCommit(int orders, long nanos) {}

  @Override
  public void onTick() {}

  @Override
  public void onTaken(Position position, TakenTimes times) {}

  @Override
  public void onTakenElsewhere(Position position, long at, int orders) {}

  @Override
  public void onFollowed(Position position) {}

  @Override
  public void onCompared(long lag) {}

  @Override
  public void onGapFilled(GapFill how) {}

  @Override
  public void onStoreError(StoreCall call) {}

  @Override
  public void onTakesOrders(boolean takes) {}

  @Override
  public void onMismatches(long products) {}

  @Override
  public void onSalesMismatches(long steps) {}
}

package dev.liveorders.metrics;

import java.util.HashMap;
import java.util.Map;

/** The recorder of rejected requests of one event loop. */
final class LoopRejectionMeters implements RejectionMeters {
  private final NodeMeters node;
  private final Map<String, Cell> reasons = new HashMap<>();

  LoopRejectionMeters(NodeMeters node) {
    this.node = node;
  }

  @Override
  public void onRejected(String reason) {
    reasons
        .computeIfAbsent(reason, first -> node.cell(Meter.REQUESTS_REJECTED, reason))
        .add(1);
  }
}

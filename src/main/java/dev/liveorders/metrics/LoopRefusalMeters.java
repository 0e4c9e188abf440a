package dev.liveorders.metrics;

import java.util.HashMap;
import java.util.Map;

/** The recorder of refused requests of one event loop. */
final class LoopRefusalMeters implements RefusalMeters {
  private final NodeMeters node;
  private final Map<String, Cell> reasons = new HashMap<>();

  LoopRefusalMeters(NodeMeters node) {
    this.node = node;
  }

  @Override
  public void onRefused(String reason) {
    reasons
        .computeIfAbsent(reason, first -> node.cell(Meter.REQUESTS_REFUSED, reason))
        .add(1);
  }
}

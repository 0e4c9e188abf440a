package dev.liveorders.bus;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.Epoch;
import io.vertx.core.json.JsonObject;

/** The message of which store a node has: its {@link Epoch}, on the wire always JSON, {@code {"epoch":"b7…"}}. */
final class EpochMessage {
  /** Published by every node to all, again and again. */
  static final String ADDRESS = "live-orders.epoch";

  /** Asked of any node, with nothing, and answered with the message. */
  static final String QUESTION_ADDRESS = "live-orders.which-epoch";

  private EpochMessage() {}

  static Epoch read(Object body) {
    if (body instanceof JsonObject json
        && json.getValue("epoch") instanceof String epoch
        && Epoch.isValid(epoch)) {
      return new Epoch(epoch);
    }
    throw new InvalidFieldsException("epoch", "is not {epoch}: " + body);
  }

  static JsonObject write(Epoch epoch) {
    return new JsonObject().put("epoch", epoch.value());
  }
}

package dev.liveorders.bus;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import io.vertx.core.json.JsonObject;

/**
 * The message that this node has compared its own position with the store's: a {@link Position}, in JSON
 * {@code {"epoch":"b7…","seq":42}}.
 */
final class ComparedMessage {
  /** Published after each comparison, to this node. */
  static final String ADDRESS = "live-orders.compared";

  static final MessageJson<Position> JSON =
      new MessageJson<>(Position.class, ComparedMessage::read, ComparedMessage::write);

  private ComparedMessage() {}

  private static Position read(JsonObject json) {
    if (json.getValue("epoch") instanceof String epoch
        && Epoch.isValid(epoch)
        && json.getValue("seq") instanceof Number seq
        && seq.longValue() >= 0) {
      return new Position(new Epoch(epoch), seq.longValue());
    }
    throw new InvalidFieldsException("position", "is not {epoch, seq}: " + json.encode());
  }

  private static JsonObject write(Position position) {
    return new JsonObject().put("epoch", position.epoch().value()).put("seq", position.seq());
  }
}

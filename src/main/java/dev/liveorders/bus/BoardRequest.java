package dev.liveorders.bus;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Quoted;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * The request for what changed. JSON: {@code {"epoch":"b7…","since":42}}, both optional.
 *
 * @param epoch the epoch {@code since} belongs to; another than the store's, or none, asks for everything
 * @param since the position of the caller; 0 for everything
 */
public record BoardRequest(Optional<Epoch> epoch, long since) {
  /** Answered by this node with a Commit: everything, or what changed since. */
  public static final Endpoint<BoardRequest, Commit> ENDPOINT = new Endpoint<>(
      "live-orders.board",
      new MessageJson<>(BoardRequest.class, BoardRequest::fromJson, BoardRequest::toJson),
      CommitMessage.JSON);

  /** Asks for everything. */
  public static final BoardRequest EVERYTHING = new BoardRequest(Optional.empty(), 0);

  static BoardRequest fromJson(JsonObject json) {
    Object epoch = json.getValue("epoch");
    Object since = json.getValue("since", 0);
    if (epoch != null && !(epoch instanceof String text && Epoch.isValid(text))) {
      throw new InvalidFieldsException("epoch", Quoted.of(epoch) + " is not 16 hex digits");
    }
    if (!(since instanceof Integer || since instanceof Long) || ((Number) since).longValue() < 0) {
      throw new InvalidFieldsException(
          "since", Quoted.of(since) + " is not an integer of 0 or more");
    }
    return new BoardRequest(
        Optional.ofNullable((String) epoch).map(Epoch::new), ((Number) since).longValue());
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject().put("since", since);
    epoch.ifPresent(known -> json.put("epoch", known.value()));
    return json;
  }
}

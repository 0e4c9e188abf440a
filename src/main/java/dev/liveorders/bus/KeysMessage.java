package dev.liveorders.bus;

import dev.liveorders.json.AccessKeyJson;
import dev.liveorders.model.AccessKeys;
import io.vertx.core.json.JsonObject;

/** The message that these are the keys of the store: {@link AccessKeys}, in JSON as {@link AccessKeyJson} has them. */
public final class KeysMessage {
  /** Published when they changed, to this node. */
  static final String ADDRESS = "live-orders.keys";

  static final MessageJson<AccessKeys> JSON =
      new MessageJson<>(AccessKeys.class, AccessKeyJson::readAll, AccessKeyJson::writeAll);

  /** Answered by this node; the question is an empty object. */
  public static final Endpoint<JsonObject, AccessKeys> ENDPOINT = new Endpoint<>(
      "live-orders.keys.read",
      new MessageJson<>(JsonObject.class, json -> json, json -> json),
      JSON);

  private KeysMessage() {}
}

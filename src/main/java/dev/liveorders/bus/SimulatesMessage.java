package dev.liveorders.bus;

import io.vertx.core.json.JsonObject;

/** The question whether orders are simulated: an empty object. The answer in JSON: {@code {"simulates":true}}. */
public final class SimulatesMessage {
  /** Answered by this node. */
  public static final Endpoint<JsonObject, Boolean> ENDPOINT = new Endpoint<>(
      "live-orders.simulates",
      new MessageJson<>(JsonObject.class, json -> json, json -> json),
      new MessageJson<>(
          Boolean.class, json -> json.getBoolean("simulates", false), simulates -> new JsonObject()
              .put("simulates", simulates)));

  private SimulatesMessage() {}
}

package dev.liveorders.http;

import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.HubStats;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The probes: alive while it answers at all; ready while it has a board to show and is not about to stop. */
final class Health {
  private final Hub hub;
  private boolean draining;

  Health(Hub hub) {
    this.hub = hub;
  }

  /** From now on it is not ready: the server stops. */
  void drain() {
    draining = true;
  }

  /** {@code {"status":"UP","checks":[]}}. */
  void live(RoutingContext context) {
    answer(context, true, new JsonArray());
  }

  /**
   * {@code {"status":"UP","checks":[{"id":"board","status":"UP","data":{"position":"b7…-42"}},{"id":"accepting",…},
   * {"id":"store",…,"data":{"staleMillis":0}},{"id":"watchers",…,"data":{"connected":2000,"stalled":3,"waitingBytes":75}}]}},
   * of the event loop that was asked. A store that is away makes no node unready: it is away for the others as well, and the
   * last totals are better than none.
   */
  void ready(RoutingContext context) {
    JsonObject board = check("board", hub.isReady());
    if (hub.isReady()) {
      board.put("data", new JsonObject().put("position", hub.board().position().toString()));
    }
    answer(
        context,
        hub.isReady() && !draining,
        new JsonArray()
            .add(board)
            .add(check("accepting", !draining))
            .add(store())
            .add(watchers()));
  }

  private JsonObject store() {
    long staleMillis = hub.staleMillis();
    return check("store", staleMillis == 0)
        .put("data", new JsonObject().put("staleMillis", staleMillis));
  }

  private JsonObject watchers() {
    HubStats stats = hub.stats();
    return check("watchers", !hub.isFull())
        .put(
            "data",
            new JsonObject()
                .put("connected", stats.connected())
                .put("stalled", stats.stalled())
                .put("waitingBytes", stats.waitingBytes()));
  }

  private static JsonObject check(String id, boolean up) {
    return new JsonObject().put("id", id).put("status", up ? "UP" : "DOWN");
  }

  private static void answer(RoutingContext context, boolean up, JsonArray checks) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    JsonObject body = new JsonObject().put("status", up ? "UP" : "DOWN").put("checks", checks);
    JsonResponse.send(context.request(), up ? 200 : 503, body.toBuffer());
  }
}

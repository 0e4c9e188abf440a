package dev.liveorders.http;

import dev.liveorders.bus.Bus;
import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.response.Completion;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.json.JsonWriter;
import dev.liveorders.limits.Clients;
import dev.liveorders.limits.NodeBudget;
import dev.liveorders.model.Scope;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The probes of a node: alive while it answers at all. A node is ready while every event loop has a board and the
 * server is not stopping.
 */
final class Health {
  private final Vertx vertx;
  private final AccessControl access;
  private final Clients clients;
  private final NodeBudget requestMemory;
  private final NodeBudget watcherMemory;
  private boolean draining;
  private boolean takesOrders = true;

  /** The budgets and the clients are those of the node. */
  Health(
      Vertx vertx,
      Bus bus,
      AccessControl access,
      Clients clients,
      NodeBudget requestMemory,
      NodeBudget watcherMemory) {
    this.vertx = vertx;
    this.access = access;
    this.clients = clients;
    this.requestMemory = requestMemory;
    this.watcherMemory = watcherMemory;
    bus.onTakesOrders(takes -> takesOrders = takes);
  }

  /** Reports the node as not ready, since the server stops. */
  void drain() {
    draining = true;
  }

  /** {@code {"status":"UP","checks":[]}}. */
  void live(RoutingContext context) {
    answer(context, true, new JsonArray());
  }

  /**
   * {@code {"status":"UP","checks":[{"id":"board","status":"UP","data":{"position":"b7…-42"}},{"id":"accepting",…},
   * {"id":"store",…,"data":{"staleMillis":0,"takesOrders":true}},{"id":"watchers",…,"data":{"connected":2000,"stalled":3,"waitingBytes":75,"refused":0}},
   * {"id":"connections",…,"data":{"open":2010,"clients":40,"requestBytes":70000,…}}]}}, of all event loops of the
   * node together; {@code data} only for who may see it, with the scope {@code admin}. An unavailable store makes no
   * node unready: it is unavailable for the others as well, and the last totals are better than none.
   */
  void ready(RoutingContext context) {
    ready(context, access.caller(context.request()).may(Scope.ADMIN));
  }

  /** Answers the same with {@code data}, to whoever asks. */
  void readyInFull(RoutingContext context) {
    ready(context, true);
  }

  private void ready(RoutingContext context, boolean detailed) {
    Completion.answer(context, HubProbe.report(vertx), report -> ready(context, report, detailed));
  }

  private void ready(RoutingContext context, HubReport report, boolean detailed) {
    List<JsonObject> checks = List.of(
        board(report),
        check("accepting", !draining),
        store(report),
        watchers(report),
        connections());
    if (!detailed) {
      checks.forEach(check -> check.remove("data"));
    }
    answer(context, report.ready() && !draining, new JsonArray(checks));
  }

  private static JsonObject board(HubReport report) {
    JsonObject board = check("board", report.ready());
    return report.ready()
        ? board.put(
            "data", new JsonObject().put("position", report.position().get().toString()))
        : board;
  }

  private JsonObject store(HubReport report) {
    return check("store", report.staleMillis() == 0 && takesOrders)
        .put(
            "data",
            new JsonObject()
                .put("staleMillis", report.staleMillis())
                .put("takesOrders", takesOrders));
  }

  private static JsonObject watchers(HubReport report) {
    return check("watchers", !report.full())
        .put(
            "data",
            new JsonObject()
                .put("connected", report.connected())
                .put("stalled", report.stalled())
                .put("waitingBytes", report.waitingBytes())
                .put("refused", report.rejected()));
  }

  private JsonObject connections() {
    boolean room = clients.connections() < clients.maxConnections();
    return check("connections", room)
        .put(
            "data",
            new JsonObject()
                .put("open", clients.connections())
                .put("clients", clients.size())
                .put("requestBytes", requestMemory.used())
                .put("maxRequestBytes", requestMemory.max())
                .put("watcherBytes", watcherMemory.used())
                .put("maxWatcherBytes", watcherMemory.max()));
  }

  private static JsonObject check(String id, boolean up) {
    return new JsonObject().put("id", id).put("status", up ? "UP" : "DOWN");
  }

  private static void answer(RoutingContext context, boolean up, JsonArray checks) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    JsonObject body = new JsonObject().put("status", up ? "UP" : "DOWN").put("checks", checks);
    JsonResponse.send(context.request(), up ? 200 : 503, JsonWriter.write(body));
  }
}

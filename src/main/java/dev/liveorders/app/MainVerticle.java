package dev.liveorders.app;

import dev.liveorders.app.rehearsal.Rehearsal;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.http.HttpVerticle;
import dev.liveorders.live.fanout.NodeDrain;
import dev.liveorders.metrics.Meter;
import dev.liveorders.metrics.NodeMeters;
import dev.liveorders.orders.OrdersReport;
import dev.liveorders.orders.OrdersVerticle;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole of a node: deploys the verticles in order, and stops them in reverse. */
public final class MainVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger("dev.liveorders");

  /** With so much more, the threads of a rehearsal wait for the JVM's first compiler: what it is to compile is slow. */
  private static final int NICER_BY = 10;

  private final Invocation invocation;

  /** Any of them: they share one port. */
  private volatile HttpVerticle serving;

  private volatile OrdersVerticle writer;
  private String orders;
  private String http;

  /** A node that nobody started by a command. */
  public MainVerticle() {
    this(new Invocation(Optional.empty()));
  }

  /**
   * @param invocation for messages
   */
  MainVerticle(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(() -> ConfigReader.fromJson(config().getMap()))
        .compose(this::start);
  }

  private Future<?> start(AppConfig config) {
    NodeMeters.of(vertx, config.metrics().enabled())
        .reading(Meter.BUILD, () -> 1, Version.number());
    int instances = config.http().instances() > 0
        ? config.http().instances()
        : Runtime.getRuntime().availableProcessors();
    Rehearsal rehearsal = new Rehearsal(config.rehearsal());
    Future<Void> rehearsed = rehearse(rehearsal, config); // beside the store
    return deploy(this::ordersVerticle, withoutTokens(config()), 1)
        .onSuccess(id -> orders = id)
        .compose(deployed -> ClosedByDefault.check(vertx, config, invocation))
        .onSuccess(closed -> rehearsal.beginTime())
        .onFailure(cause -> rehearsal.callOff())
        .eventually(() -> rehearsed)
        .compose(over -> writer.past())
        .compose(placed -> deploy(this::httpVerticle, withoutStore(config()), instances))
        .onSuccess(this::onServing)
        .recover(cause -> stop().transform(stopped -> Future.failedFuture(cause)));
  }

  private void onServing(String deployment) {
    http = deployment;
    long took = ManagementFactory.getRuntimeMXBean().getUptime();
    NodeDrain.of(vertx).onStarted(Duration.ofMillis(took));
  }

  /** Rehearses on a thread of its own. Never fails: a node that could not rehearse serves, and is slow at first. */
  private Future<Void> rehearse(Rehearsal rehearsal, AppConfig config) {
    if (config.rehearsal().time().isZero()) {
      return Future.succeededFuture();
    }
    Promise<Rehearsal.Outcome> rehearsed = ((ContextInternal) context).promise();
    new Thread(() -> rehearse(rehearsal, config, rehearsed), "live-orders-rehearsal").start();
    return rehearsed
        .future()
        .onSuccess(outcome -> log.debug(
            "rehearsed {} requests, of which {} were rejected, and {} watchers",
            outcome.answers(),
            outcome.rejected(),
            outcome.watchers()))
        .onFailure(cause -> {
          if (!rehearsal.isCalledOff()) {
            log.warn(
                "nothing was rehearsed, so that the first seconds are slower: {}",
                cause.toString());
          }
        })
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private static void rehearse(
      Rehearsal rehearsal, AppConfig config, Promise<Rehearsal.Outcome> rehearsed) {
    try {
      ThreadNiceness.addToOwn(NICER_BY);
      StopSignal.stopBy(() -> {
        rehearsal.removeFolder();
        return true;
      });
      rehearsed.complete(rehearsal.run(Vertx.builder()
          .with(NodeOptions.vertx())
          .withTransport(Transports.named(config.http().transport()))));
    } catch (Throwable cause) { // the start waits for it
      rehearsed.fail(cause);
    }
  }

  /** The configuration without what only the writing side may know: the store's password stands in it. */
  private static JsonObject withoutStore(JsonObject config) {
    JsonObject rest = config.copy();
    rest.remove("store");
    return rest;
  }

  /** The configuration without what only the reading side may know: the secret of tokens stands in it. */
  private static JsonObject withoutTokens(JsonObject config) {
    JsonObject rest = config.copy();
    JsonObject access = rest.getJsonObject("access", new JsonObject());
    access.remove("tokenSecret");
    access.remove("read"); // which would need it
    return rest;
  }

  private OrdersVerticle ordersVerticle() {
    writer = new OrdersVerticle();
    return writer;
  }

  private HttpVerticle httpVerticle() {
    serving = new HttpVerticle();
    return serving;
  }

  /** Returns the report of the writing side on its start, once started. */
  OrdersReport ordersReport() {
    return writer.report();
  }

  /** The port it listens on, once started. */
  int port() {
    return serving.port();
  }

  /**
   * Deploys on a context of no verticle. The children of a verticle would stop before it and all at once, while orders
   * under way need them until the last request is answered.
   */
  private Future<String> deploy(
      Supplier<? extends Deployable> verticle, JsonObject config, int instances) {
    DeploymentOptions options = new DeploymentOptions().setConfig(config).setInstances(instances);
    Promise<String> deployed = Promise.promise();
    Context context = ((VertxInternal) vertx).createEventLoopContext();
    context.runOnContext(own -> vertx.deployVerticle(verticle, options).onComplete(deployed));
    return deployed.future();
  }

  @Override
  public Future<Void> stop() {
    return undeploy(http).eventually(() -> undeploy(orders));
  }

  private Future<Void> undeploy(String id) {
    return id == null ? Future.succeededFuture() : vertx.undeploy(id);
  }
}

package dev.liveorders.cluster;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/** Load and watchers on a cluster that somebody does something to, and the judgement of {@link Checker} at the end. */
final class Trial implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** What a trial may take to come to rest; how long it took is for its caller to judge. */
  private static final Duration REST_WITHIN = Duration.ofSeconds(60);

  /** How long an order waits for a node's answer, where nodes die or stand still. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final Nodes nodes;
  private final PostgresServer server;
  private final Tenant tenant;
  private final History history;
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private Load load;
  private Swarm swarm;

  /**
   * @param history of all that was done to this store so far
   */
  Trial(Nodes nodes, PostgresServer server, Tenant tenant, History history) {
    this.nodes = nodes;
    this.server = server;
    this.tenant = tenant;
    this.history = history;
  }

  /** Connects the watchers, then begins to place orders. */
  Trial start(int watchers, int ordersPerSecond, long seed) throws Exception {
    return start(watchers, ordersPerSecond, seed, PATIENCE);
  }

  /** The same with orders that wait so long for a node's answer. */
  Trial start(int watchers, int ordersPerSecond, long seed, Duration patience) throws Exception {
    String name = "trial" + NUMBERS.incrementAndGet();
    await(onLoop(() -> {
      swarm = new Swarm(vertx, nodes.addresses(), history, watchers);
      load = new Load(
          vertx, name, nodes.addresses(), history, ordersPerSecond, patience, new Random(seed));
      return swarm.start().onSuccess(shown -> load.start());
    }));
    return this;
  }

  /** Waits until so many more orders are acknowledged. */
  void awaitAcknowledged(int more) throws Exception {
    long wanted = ask(load::acknowledged) + more;
    awaitTrue(() -> ask(load::acknowledged) >= wanted, () -> "orders are not acknowledged");
  }

  /** Lets time pass, while the load goes on. */
  void pass(Duration time) throws Exception {
    await(vertx.timer(time.toMillis()));
  }

  /** Lets orders go to these nodes alone. */
  void orderAt(Integer... some) throws Exception {
    tell(() -> load.use(List.of(some)));
  }

  /** Waits until so many more orders are acknowledged by one node. */
  void awaitAcknowledgedBy(int node, int more) throws Exception {
    long wanted = ask(load.answers(node)::acknowledged) + more;
    awaitTrue(
        () -> ask(load.answers(node)::acknowledged) >= wanted,
        () -> "orders are not acknowledged by node " + node);
  }

  /** How long it takes from now until every watcher shows at least what the store has now. */
  Duration converge() throws Exception {
    long began = System.nanoTime();
    Map<String, Long> totals = StoreImage.totals(server, tenant);
    awaitTrue(
        () -> ask(() -> swarm.countBehind(totals)) == 0,
        () -> "these do not show " + totals + ": " + ask(() -> swarm.behind(totals)));
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** The longest that an order waited for its acknowledgement since this was asked last. */
  Duration longestWait() throws Exception {
    return Duration.ofMillis(ask(load::takeLongestWait));
  }

  /** The longest that a watcher was without a connection since this was asked last. */
  Duration longestGap() throws Exception {
    return Duration.ofNanos(ask(swarm::takeLongestGap));
  }

  long stale() throws Exception {
    return ask(swarm::countStale);
  }

  long reconnects() throws Exception {
    return ask(swarm::reconnects);
  }

  /** Places no more orders, and states that acknowledged = stored = shown. */
  void finish() throws Exception {
    Promise<Void> settled = Promise.promise();
    loop.runOnContext(stop -> load.stop().onComplete(settled));
    await(settled.future(), REST_WITHIN);
    converge();
    tell(swarm::stop); // a simulator goes on, and what is shown from now on is not judged
    StoreImage store = StoreImage.read(server, tenant);
    List<String> violations = ask(() -> Checker.violations(store, history));
    long windows = ask(history::countWindows);
    System.out.println("trial: " + ask(load::placed) + " orders in commits up to " + store.seq()
        + ", " + ask(swarm::frames) + " messages shown, " + windows + " windows of products, "
        + ask(swarm::reconnects) + " reconnects, " + violations.size() + " violations");
    assertThat(violations).as(nodes.said()).isEmpty();
    assertThat(windows).as("windows that were shown").isPositive();
    tell(history::forgetShown);
  }

  Answers answers(int node) throws Exception {
    return ask(() -> load.answers(node));
  }

  Swarm swarm() {
    return swarm;
  }

  interface Words {
    String get() throws Exception;
  }

  /** Waits until something is so; what is asked of load or swarm goes through {@link #ask}. */
  void awaitTrue(Callable<Boolean> condition, Words otherwise) throws Exception {
    try {
      Await.until("the trial goes on", REST_WITHIN, condition);
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(otherwise.get() + "\n" + nodes.said(), late);
    }
  }

  /** Does something on the event loop of load and swarm. */
  void tell(Runnable work) throws Exception {
    ask(() -> {
      work.run();
      return null;
    });
  }

  /** Asks something there. */
  <T> T ask(Supplier<T> question) throws Exception {
    return await(onLoop(() -> Future.succeededFuture(question.get())));
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(turn -> work.get().onComplete(done));
    return done.future();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}

package dev.liveorders.orders;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.bus.Bus;
import dev.liveorders.bus.SimulatesMessage;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes of one store whose bus brings nothing from one to the other: the store alone keeps them together. */
class SharedStoreTest {
  private final PostgresServer server = PostgresServer.shared();
  private final Tenant tenant = server.newTenant();
  private final Vertx one = Vertx.vertx();
  private final Vertx other = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    await(Future.join(one.close(), other.close()));
  }

  private String deploy(Vertx node, boolean simulation) throws Exception {
    return deploy(node, simulation, 50);
  }

  private String deploy(Vertx node, boolean simulation, int checkMillis) throws Exception {
    JsonObject config = new JsonObject()
        .put("store", new JsonObject().put("url", tenant.url()).put("password", tenant.password()))
        .put("cluster", new JsonObject().put("checkMillis", checkMillis))
        .put(
            "simulation",
            new JsonObject()
                .put("enabled", simulation)
                .put("periodMillis", 5)
                .put("history", false));
    return await(
        node.deployVerticle(new OrdersVerticle(), new DeploymentOptions().setConfig(config)));
  }

  @Test
  void whatAnotherNodeCommittedIsFoundByComparing() throws Exception {
    deploy(one, false);
    deploy(other, false);
    BlockingQueue<JsonObject> changes = listen(other, "orders.electronics");
    for (int i = 0; i < 3; i++) {
      place(one, "A1", 5);
    }
    assertThat(take(changes, change -> change.getLong("total") == 18).getLong("seq"))
        .isEqualTo(4);
    place(other, "A1", 1);
    assertThat(take(changes, change -> change.getLong("total") == 19).getLong("seq"))
        .isEqualTo(5);
  }

  /** Who made the commit that is missing may have ended, and a node that cannot reach the store waits for it. */
  @Test
  void whatIsReadBecauseTheBusLostItIsToldToTheOthers() throws Exception {
    deploy(one, false, 60_000);
    Promise<Position> compared = Promise.promise();
    await(new Bus(other).onCompared(compared::tryComplete).completion());
    deploy(other, false, 60_000);
    await(compared.future()); // the next comparison is far away
    BlockingQueue<Commit> made = new LinkedBlockingQueue<>();
    await(new Bus(one).onCommit(made::add, unread -> {}).completion());
    BlockingQueue<Commit> told = new LinkedBlockingQueue<>();
    Bus otherBus = new Bus(other);
    await(otherBus.onCommit(told::add, unread -> {}).completion());
    place(one, "A1", 5);
    place(one, "A1", 5);
    Await.take(made);
    otherBus.publishCommit(Await.take(made));
    assertThat(Await.take(told)).extracting(Commit::from).isEqualTo(2L);
    assertThat(Await.take(told)).extracting(Commit::from, Commit::to).containsExactly(1L, 3L);
  }

  @Test
  void aStoreThatWasSetBackGetsAnotherEpochAndEverybodyReadsItAnew() throws Exception {
    deploy(one, false);
    deploy(other, false);
    place(one, "A1", 5);
    BlockingQueue<JsonObject> changes = listen(other, "orders.confectionery");
    String epoch = sql("select epoch from ledger");
    setBack();
    assertThat(take(changes, change -> change.getString("id").equals("B1")).getLong("total"))
        .as("shown anew, though nobody ordered it")
        .isEqualTo(101);
    String renewed = sql("select epoch from ledger");
    assertThat(renewed).isNotEqualTo(epoch);
    assertThat(place(one, "A1", 1).getLong("total")).isEqualTo(4);
    assertThat(sql("select epoch from ledger")).as("renewed once").isEqualTo(renewed);
  }

  /** As if the last commit had never been made. */
  private void setBack() {
    String schema = tenant.name();
    server.sql("begin; set local search_path = " + schema + ";"
        + " delete from orders where seq = (select seq from ledger);"
        + " update products set total = 3, seq = 1 where id = 'A1';"
        + " update ledger set seq = seq - 1; commit");
  }

  @Test
  void oneNodeSimulatesOrdersAndWhenItStopsTheOtherDoes() throws Exception {
    String deployment = deploy(one, true);
    Await.until("one node has the lease", () -> holder() != null);
    String holder = holder();
    deploy(other, true);
    awaitCommits(20);
    assertThat(holder()).isEqualTo(holder);
    await(one.undeploy(deployment));
    Await.until(
        "the other node has the lease", this::holder, now -> now != null && !now.equals(holder));
    awaitCommits(20);
  }

  /** Which node may simulate, or null. */
  private String holder() {
    return sql("select holder from leases where name = 'simulator'");
  }

  @Test
  void aRealOrderThatANodeWithoutASimulatorTakesEndsTheSimulationOfAnother() throws Exception {
    deploy(one, true);
    deploy(other, false);
    awaitCommits(5);
    assertThat(simulates(one)).isTrue();
    place(other, "A1", 1);
    Await.until("no more orders are simulated", () -> !simulates(one));
  }

  private static boolean simulates(Vertx node) {
    return await(new Bus(node).request(SimulatesMessage.ENDPOINT, new JsonObject(), Await.TIMEOUT));
  }

  private void awaitCommits(int count) {
    long before = Long.parseLong(sql("select seq from ledger"));
    Await.until(
        count + " more commits",
        () -> Long.parseLong(sql("select seq from ledger")),
        seq -> seq > before + count);
  }

  private String sql(String query) {
    String schema = tenant.name();
    return server.sql(query.replaceAll("from (\\w+)", "from " + schema + ".$1"));
  }

  private static BlockingQueue<JsonObject> listen(Vertx node, String address) {
    BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    node.eventBus().<JsonObject>consumer(address, message -> messages.add(message.body()));
    return messages;
  }

  private static JsonObject take(BlockingQueue<JsonObject> messages, Predicate<JsonObject> wanted)
      throws Exception {
    while (true) {
      JsonObject message = Await.take(messages);
      if (wanted.test(message)) {
        return message;
      }
    }
  }

  private static JsonObject place(Vertx node, String product, int amount) throws Exception {
    JsonObject order = new JsonObject().put("id", product).put("amount", amount);
    return await(node.eventBus().<JsonObject>request("live-orders.place", order))
        .body();
  }
}

package dev.liveorders.http.access;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Keys;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A node with the key of a shop, whose script accepts every order. */
abstract class KeysFixture {
  static final String ORDER = "{\"amount\":1}";

  TestNode node;
  Keys keys;
  KeyText shop;

  @BeforeEach
  void start() {
    node = new TestNode();
    keys = new Keys(node.vertx());
    shop = keys.add("web-shop", Scope.ORDERS);
    node.orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 4, ScriptedOrders.SEQ)));
    node.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  final Answer order(String... headers) throws Exception {
    return node.post("/orders/A1", ORDER, headers);
  }
}

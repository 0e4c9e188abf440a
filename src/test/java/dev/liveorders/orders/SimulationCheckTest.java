package dev.liveorders.orders;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.ConfigReader;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A store that is asked whether orders may be simulated in it. */
class SimulationCheckTest {
  private static OrderStore answering(Future<Boolean> answer) {
    return (OrderStore) Proxy.newProxyInstance(
        OrderStore.class.getClassLoader(),
        new Class<?>[] {OrderStore.class},
        (proxy, method, arguments) -> answer);
  }

  private static String whyNot(Future<Boolean> hasOrders) {
    return await(SimulationCheck.whyNot(
            ConfigReader.fromJson(Map.of()), new ProductIndex(), answering(hasOrders)))
        .orElse("");
  }

  @Test
  void ordersAreSimulatedWhereNoneIsReal() {
    assertThat(whyNot(Future.succeededFuture(false))).isEmpty();
    assertThat(whyNot(Future.succeededFuture(true))).isEqualTo("the store has real orders");
  }

  @Test
  void noneIsSimulatedWhereItCannotBeReadWhetherOneIsReal() {
    assertThat(whyNot(Future.failedFuture(new StoreException("it takes too long", null))))
        .isEqualTo("it is not known whether the store has real orders (it takes too long)");
  }
}

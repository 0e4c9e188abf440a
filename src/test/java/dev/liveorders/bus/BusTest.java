package dev.liveorders.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.json.CommitJson;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests over the bus: records to records, JSON to JSON, and rejections that arrive as what they are. */
@ExtendWith(VertxExtension.class)
class BusTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final Accepted ACCEPTED = new Accepted(new ProductId("A1"), 106, 42, false);
  private static final PlaceOrders ORDERS = new PlaceOrders(
      List.of(new Order(new OrderId("1"), new ProductId("A1"), 3, Order.Source.API, true)));

  private Bus bus;

  @BeforeEach
  void createBus(Vertx vertx) {
    bus = new Bus(vertx);
  }

  @Test
  void aRecordIsAnsweredWithARecordAsItIs(VertxTestContext test) {
    OrderAnswers answers = new OrderAnswers(List.of(ACCEPTED));
    bus.serve(
        PlaceOrders.ENDPOINT, orders -> Future.succeededFuture(orders == ORDERS ? answers : null));
    bus.request(PlaceOrders.ENDPOINT, ORDERS, LONG)
        .onComplete(test.succeeding(answer -> test.verify(() -> {
          assertThat(answer).isSameAs(answers);
          test.completeNow();
        })));
  }

  @Test
  void jsonIsAnsweredWithJson(Vertx vertx, VertxTestContext test) {
    bus.serve(
        PlaceOrders.ENDPOINT,
        orders -> Future.succeededFuture(new OrderAnswers(List.of(ACCEPTED))));
    JsonObject order = new JsonObject().put("id", "A1").put("amount", 3);
    vertx
        .eventBus()
        .<JsonObject>request("live-orders.place", order)
        .onComplete(test.succeeding(reply -> test.verify(() -> {
          assertThat(reply.body().encode())
              .isEqualTo("{\"ok\":true,\"id\":\"A1\",\"total\":106,\"seq\":42}");
          test.completeNow();
        })));
  }

  @Test
  void aScriptIsToldTheHttpStatus(Vertx vertx, VertxTestContext test) {
    Rejected rejected = new Rejected(new ProductId("A1"), Rejection.ORDER_ID_REUSED, "used before");
    bus.serve(
        PlaceOrders.ENDPOINT,
        orders -> Future.succeededFuture(new OrderAnswers(List.of(rejected))));
    JsonObject order = new JsonObject().put("id", "A1").put("amount", 3);
    vertx
        .eventBus()
        .request("live-orders.place", order)
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((ReplyException) cause).failureCode()).isEqualTo(422);
          assertThat(cause).hasMessage("used before");
          test.completeNow();
        })));
  }

  @Test
  void aScriptThatAsksWrongIsToldAllThatIsWrong(Vertx vertx, VertxTestContext test) {
    bus.serve(PlaceOrders.ENDPOINT, orders -> Future.failedFuture("not reached"));
    JsonObject order = new JsonObject().put("id", " a b").put("amount", 0);
    vertx
        .eventBus()
        .request("live-orders.place", order)
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((ReplyException) cause).failureCode()).isEqualTo(400);
          assertThat(cause).hasMessageContaining("id:").hasMessageContaining("amount:");
          test.completeNow();
        })));
  }

  @Test
  void whatIsNoMessageIsRejected(Vertx vertx, VertxTestContext test) {
    bus.serve(PlaceOrders.ENDPOINT, orders -> Future.failedFuture("not reached"));
    vertx
        .eventBus()
        .request("live-orders.place", "A1")
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((ReplyException) cause).failureCode()).isEqualTo(400);
          test.completeNow();
        })));
  }

  @Test
  void aRejectionArrivesAsItWas(VertxTestContext test) {
    RejectedException queueFull =
        new RejectedException(Rejection.QUEUE_FULL, "100000 orders are waiting");
    bus.serve(PlaceOrders.ENDPOINT, orders -> Future.failedFuture(queueFull));
    expectRejection(test, LONG, Rejection.QUEUE_FULL, "100000 orders");
  }

  @Test
  void nobodyThereIsARejectionThatIsSafeToRepeat(VertxTestContext test) {
    expectRejection(test, LONG, Rejection.STORE_AWAY, "a retry is safe");
  }

  @Test
  void noAnswerInTimeIsARejectionOfWhichNobodyKnows(VertxTestContext test) {
    bus.serve(PlaceOrders.ENDPOINT, orders -> Future.future(never -> {}));
    expectRejection(test, SHORT, Rejection.STORE_AWAY, "the outcome is unknown");
  }

  @Test
  void aHandlerThatThrowsIsAnInternalError(VertxTestContext test) {
    bus.serve(PlaceOrders.ENDPOINT, orders -> {
      throw new IllegalStateException("a secret");
    });
    expectRejection(test, LONG, Rejection.INTERNAL, "in the server's log");
  }

  private void expectRejection(
      VertxTestContext test, Duration timeout, Rejection rejection, String message) {
    bus.request(PlaceOrders.ENDPOINT, ORDERS, timeout)
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((RejectedException) cause).rejection()).isEqualTo(rejection);
          assertThat(cause).hasMessageContaining(message).hasMessageNotContaining("secret");
          test.completeNow();
        })));
  }

  @Test
  void commitsAreHeardAsRecordsAndAsJson(Vertx vertx, VertxTestContext test) {
    Commit commit = Commit.ofTotals(new Epoch("b7b7b7b7b7b7b7b7"), 42, List.of());
    var heard = test.checkpoint(2);
    bus.onFeed(heardCommit -> test.verify(() -> {
      assertThat(heardCommit).isEqualTo(commit);
      heard.flag();
    }));
    bus.publishFeed(commit);
    vertx.eventBus().publish("live-orders.feed", CommitJson.write(commit));
  }
}

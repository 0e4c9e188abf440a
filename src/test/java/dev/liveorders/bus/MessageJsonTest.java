package dev.liveorders.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.liveorders.json.CategoryJson;
import dev.liveorders.json.CommitJson;
import dev.liveorders.json.FieldError;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.OrderJson;
import dev.liveorders.json.ProductJson;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.Total;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as JSON, there and back. */
class MessageJsonTest {
  private static final ProductId A1 = new ProductId("A1");
  private static final CategoryName TOYS = new CategoryName("toys");
  private static final Product ROBOT = new Product(
      A1,
      TOYS,
      "Robot",
      new BigDecimal("12.50"),
      "Walks.",
      Extras.of(Map.of("unit", "pcs", "sizes", List.of(1, 2))),
      7,
      41);
  private static final Commit COMMIT = new Commit(
      new Epoch("b7b7b7b7b7b7b7b7"),
      40,
      42,
      List.of(new Category(TOYS, "Toys", "T")),
      List.of(ROBOT),
      List.of(new Total(new ProductId("B1"), (1L << 53) - 1, 42)));

  private static JsonObject overTheWire(JsonObject json) {
    return new JsonObject(json.encode());
  }

  @Test
  void aCommitSurvivesJson() {
    assertThat(CommitJson.read(overTheWire(CommitJson.write(COMMIT)))).isEqualTo(COMMIT);
  }

  @Test
  void listsOfACommitMayBeLeftOut() {
    JsonObject json =
        new JsonObject().put("epoch", "b7b7b7b7b7b7b7b7").put("from", 1).put("to", 2);
    assertThat(CommitJson.read(json).totals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"epoch\":\"b7\",\"from\":1,\"to\":2}",
        "{\"epoch\":\"b7b7b7b7b7b7b7b7\",\"from\":3,\"to\":2}",
        "{\"epoch\":\"b7b7b7b7b7b7b7b7\",\"from\":1,\"to\":2,\"totals\":[7]}",
        "{\"epoch\":\"b7b7b7b7b7b7b7b7\",\"from\":1,\"to\":2,\"products\":[{\"id\":\"A1\"}]}"
      })
  void whatIsNoCommitSaysSo(String json) {
    assertThatThrownBy(() -> CommitJson.read(new JsonObject(json)))
        .isInstanceOf(InvalidFieldsException.class);
  }

  @Test
  void anOrderIsReadWithAndWithoutItsId() {
    Order keyed =
        OrderJson.read(new JsonObject().put("id", "A1").put("amount", -3).put("orderId", "1001"));
    assertThat(keyed).isEqualTo(new Order(new OrderId("1001"), A1, -3, Order.Source.API, true));
    Order bare = OrderJson.read(new JsonObject().put("id", "A1").put("amount", 3L));
    assertThat(bare.callersKey()).isFalse();
    assertThat(bare.id().value()).matches("[0-9a-f-]{36}");
  }

  @Test
  void whatStandsOutsideMustAgreeWithWhatStandsInside() {
    JsonObject json = new JsonObject().put("id", "A1").put("amount", 3).put("orderId", "1001");
    Optional<OrderId> key = Optional.of(new OrderId("1001"));
    assertThat(OrderJson.read(json, Optional.of(A1), key).id()).isEqualTo(key.get());
    assertThatThrownBy(() -> OrderJson.read(
            json, Optional.of(new ProductId("A2")), Optional.of(new OrderId("1002"))))
        .isInstanceOfSatisfying(InvalidFieldsException.class, e -> assertThat(e.errors())
            .extracting(FieldError::field)
            .containsExactly("id", "orderId"));
  }

  @Test
  void allFaultsAreToldAtOnce() {
    JsonObject json = new JsonObject()
        .put("id", " a b")
        .put("amount", 3.0)
        .put("orderId", 7.5)
        .put("ordreId", "x");
    InvalidFieldsException invalid =
        catchThrowableOfType(InvalidFieldsException.class, () -> OrderJson.read(json));
    assertThat(invalid.errors())
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder("id", "amount", "orderId", "ordreId");
    assertThat(invalid).hasMessageContaining(" a b").hasMessageContaining("3.0");
  }

  @Test
  void acceptedOrdersAreAnsweredAsTheProtocolSays() {
    assertThat(OrderJson.answer(new Accepted(A1, 106, 42, false)).encode())
        .isEqualTo("{\"ok\":true,\"id\":\"A1\",\"total\":106,\"seq\":42}");
    assertThat(OrderJson.answer(new Accepted(A1, 106, 42, true)).encode())
        .endsWith(",\"duplicate\":true}");
  }

  @ParameterizedTest
  @EnumSource(Rejection.class)
  void answersSurviveJson(Rejection rejection) {
    OrderAnswers answers = new OrderAnswers(List.of(
        new Accepted(A1, 106, 42, true),
        new Rejected(A1, rejection, "because"),
        new Accepted(A1, -1, 43, false)));
    assertThat(OrderAnswers.fromJson(overTheWire(answers.toJson()))).isEqualTo(answers);
  }

  @Test
  void oneAnswerIsNoListAndOneRejectionIsAFailure() {
    OrderAnswer accepted = new Accepted(A1, 106, 42, false);
    assertThat(OrderAnswers.fromJson(overTheWire(new OrderAnswers(List.of(accepted)).toJson()))
            .answers())
        .containsExactly(accepted);
    OrderAnswers rejected =
        new OrderAnswers(List.of(new Rejected(A1, Rejection.ORDER_ID_REUSED, "because")));
    assertThatThrownBy(rejected::toJson)
        .isInstanceOfSatisfying(RejectedException.class, e -> assertThat(e.rejection())
            .isEqualTo(Rejection.ORDER_ID_REUSED));
  }

  @Test
  void ordersArePlacedOneByOneOrTogether() {
    JsonObject one = new JsonObject().put("id", "A1").put("amount", 3).put("orderId", "1");
    assertThat(PlaceOrders.fromJson(one).orders()).hasSize(1);
    assertThat(PlaceOrders.fromJson(
                new JsonObject().put("orders", new JsonArray().add(one).add(one)))
            .orders())
        .hasSize(2);
    assertThatThrownBy(
            () -> PlaceOrders.fromJson(new JsonObject().put("orders", new JsonArray().add(7))))
        .isInstanceOf(InvalidFieldsException.class);
  }

  @Test
  void aCategorySurvivesJson() {
    Category toys = new Category(TOYS, "Toys & more", "TOY");
    assertThat(CategoryJson.read(overTheWire(CategoryJson.write(toys)), Optional.empty()))
        .isEqualTo(toys);
    CategoryPut put = new CategoryPut(toys, true, 42);
    assertThat(CategoryPut.fromJson(overTheWire(put.toJson()))).isEqualTo(put);
  }

  @Test
  void aProductIsReadAsADraftWithItsExtraFields() {
    JsonObject json = new JsonObject(
        "{\"id\":\"A1\",\"name\":\"Robot\",\"rrp\":12.5,\"unit\":\"pcs\",\"tags\":[1,{\"a\":null}]}");
    ProductDraft draft = ProductJson.readDraft(json, Optional.of(TOYS));
    assertThat(draft.id()).contains(A1);
    assertThat(draft.category()).isEqualTo(TOYS);
    assertThat(draft.rrp()).isEqualByComparingTo("12.5");
    assertThat(draft.info()).isEmpty();
    assertThat(draft.extras().json()).isEqualTo("{\"unit\":\"pcs\",\"tags\":[1,{\"a\":null}]}");
  }

  @Test
  void aChangeSaysOnlyWhatChanges() {
    JsonObject json = new JsonObject().put("info", "Runs.").putNull("unit");
    ProductChange change = ProductJson.readChange(json, Optional.of(TOYS), Optional.of(A1));
    assertThat(change.name()).isEmpty();
    assertThat(change.info()).contains("Runs.");
    assertThat(change.extras()).containsEntry("unit", null).hasSize(1);
  }

  @Test
  void aProductIsWrittenWithItsExtraFieldsBesideTheOthers() {
    JsonObject json = ProductJson.write(ROBOT);
    assertThat(json.getString("rrp")).isEqualTo("12.50");
    assertThat(json.getString("unit")).isEqualTo("pcs");
    assertThat(json.containsKey("total")).isFalse();
    assertThat(CommitJson.readProduct(overTheWire(CommitJson.writeProduct(ROBOT))))
        .isEqualTo(ROBOT);
  }

  @Test
  void aQuestionForTheBoardHasAPositionOrNone() {
    assertThat(BoardRequest.fromJson(new JsonObject())).isEqualTo(BoardRequest.EVERYTHING);
    JsonObject json = new JsonObject().put("epoch", "b7b7b7b7b7b7b7b7").put("since", 42);
    assertThat(BoardRequest.fromJson(json))
        .isEqualTo(new BoardRequest(Optional.of(new Epoch("b7b7b7b7b7b7b7b7")), 42));
    assertThatThrownBy(() -> BoardRequest.fromJson(new JsonObject().put("epoch", 7)))
        .isInstanceOf(InvalidFieldsException.class);
    assertThatThrownBy(() -> BoardRequest.fromJson(new JsonObject().put("since", -1)))
        .isInstanceOf(InvalidFieldsException.class);
    assertThatThrownBy(() -> BoardRequest.fromJson(new JsonObject().put("since", "x")))
        .isInstanceOf(InvalidFieldsException.class);
  }
}

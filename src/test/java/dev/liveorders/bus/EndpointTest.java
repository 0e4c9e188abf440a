package dev.liveorders.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductId;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages that are asked and published, as the JSON that scripts send and hear. */
class EndpointTest {
  private static final ProductId A1 = new ProductId("A1");
  private static final CategoryName TOYS = new CategoryName("toys");

  static Stream<Arguments> questions() {
    Order keyed = new Order(new OrderId("1001"), A1, 3, Order.Source.API, true);
    Order other = new Order(new OrderId("1002"), A1, -2, Order.Source.API, true);
    Extras extras = Extras.of(Map.of("unit", "pcs"));
    BigDecimal rrp = new BigDecimal("12.50");
    return Stream.of(
        Arguments.of(PlaceOrders.ENDPOINT, new PlaceOrders(List.of(keyed))),
        Arguments.of(PlaceOrders.ENDPOINT, new PlaceOrders(List.of(keyed, other))),
        Arguments.of(
            AddProduct.ENDPOINT,
            new ProductDraft(Optional.of(A1), TOYS, "Robot", rrp, "Loud.", extras)),
        Arguments.of(
            AddProduct.ENDPOINT,
            new ProductDraft(Optional.empty(), TOYS, "Robot", rrp, "", Extras.NONE)),
        Arguments.of(
            UpdateProduct.ENDPOINT,
            new ProductChange(
                A1, TOYS, Optional.of("Robot"), Optional.of(rrp), Optional.of("Loud."), Map.of())),
        Arguments.of(
            UpdateProduct.ENDPOINT,
            new ProductChange(
                A1,
                TOYS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("unit", "pcs"))),
        Arguments.of(CategoryPut.ENDPOINT, new Category(TOYS, "Toys", "T")),
        Arguments.of(BoardRequest.ENDPOINT, BoardRequest.EVERYTHING),
        Arguments.of(
            BoardRequest.ENDPOINT,
            new BoardRequest(Optional.of(new Epoch("b7b7b7b7b7b7b7b7")), 42)));
  }

  @ParameterizedTest
  @MethodSource("questions")
  <Q> void everyQuestionSurvivesJson(Endpoint<Q, ?> endpoint, Q question) {
    MessageJson<Q> json = endpoint.question();
    assertThat(json.read(overTheWire(json.write(question))))
        .usingRecursiveComparison()
        .ignoringFields("takenAt") // of the node that reads it
        .isEqualTo(question);
  }

  @Test
  void anOrderWithoutAKeyOfItsOwnIsSentWithoutOne() {
    Order order = Order.withoutKey(A1, 3, Order.Source.API);
    assertThat(new PlaceOrders(List.of(order)).toJson().encode())
        .isEqualTo("{\"id\":\"A1\",\"amount\":3}");
  }

  @Test
  void aComparedPositionSurvivesJsonAndNothingElseIsOne() {
    Position position = new Position(new Epoch("b7b7b7b7b7b7b7b7"), 42);
    MessageJson<Position> json = ComparedMessage.JSON;
    assertThat(json.read(overTheWire(json.write(position)))).isEqualTo(position);
    for (String wrong : List.of(
        "{}", "{\"epoch\":\"x\",\"seq\":1}", "{\"epoch\":\"b7b7b7b7b7b7b7b7\",\"seq\":-1}")) {
      assertThatThrownBy(() -> json.read(new JsonObject(wrong)))
          .isInstanceOf(InvalidFieldsException.class);
    }
  }

  private static JsonObject overTheWire(JsonObject json) {
    return new JsonObject(json.toBuffer());
  }
}

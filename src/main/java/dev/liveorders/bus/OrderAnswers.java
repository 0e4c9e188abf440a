package dev.liveorders.bus;

import dev.liveorders.json.OrderJson;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.RejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The answers to {@link PlaceOrders}, one for each order, in their order. JSON: {@link OrderJson#answer} when it is
 * one (a failure when that is rejected), otherwise {@code {"orders":[…]}}.
 */
public record OrderAnswers(List<OrderAnswer> answers) {
  static final MessageJson<OrderAnswers> JSON =
      new MessageJson<>(OrderAnswers.class, OrderAnswers::fromJson, OrderAnswers::toJson);

  public OrderAnswers {
    answers = List.copyOf(answers);
  }

  static OrderAnswers fromJson(JsonObject json) {
    JsonArray many = json.getJsonArray("orders");
    return new OrderAnswers(
        many == null
            ? List.of(OrderJson.readAnswer(json))
            : many.stream()
                .map(JsonObject.class::cast)
                .map(OrderJson::readAnswer)
                .toList());
  }

  JsonObject toJson() {
    if (answers.size() == 1) {
      if (answers.get(0) instanceof Rejected rejected) {
        throw new RejectedException(rejected.rejection(), rejected.detail());
      }
      return OrderJson.answer(answers.get(0));
    }
    JsonArray many = new JsonArray();
    answers.forEach(answer -> many.add(OrderJson.answer(answer)));
    return new JsonObject().put("orders", many);
  }
}

package dev.liveorders.bus;

import dev.liveorders.json.CategoryJson;
import dev.liveorders.json.CommitJson;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.ProductJson;
import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/**
 * A question that this node answers: its address, and both messages with their JSON forms.
 *
 * @param <Q> the question
 * @param <A> the answer
 */
public record Endpoint<Q, A>(String address, Form<Q> question, Form<A> answer) {
  /** A commit and its JSON. */
  static final Form<Commit> COMMIT = new Form<>(Commit.class, CommitJson::read, CommitJson::write);

  private static final Form<Product> PRODUCT =
      new Form<>(Product.class, CommitJson::readProduct, CommitJson::writeProduct);

  public static final Endpoint<PlaceOrders, OrderAnswers> PLACE = new Endpoint<>(
      Addresses.PLACE,
      new Form<>(PlaceOrders.class, PlaceOrders::fromJson, Endpoint::unwritten),
      new Form<>(OrderAnswers.class, OrderAnswers::fromJson, OrderAnswers::toJson));

  public static final Endpoint<ProductDraft, Product> ADD_PRODUCT = new Endpoint<>(
      Addresses.ADD_PRODUCT,
      new Form<>(
          ProductDraft.class,
          json -> ProductJson.readDraft(json, Optional.empty()),
          Endpoint::unwritten),
      PRODUCT);

  public static final Endpoint<ProductChange, Product> UPDATE_PRODUCT = new Endpoint<>(
      Addresses.UPDATE_PRODUCT,
      new Form<>(
          ProductChange.class,
          json -> ProductJson.readChange(json, Optional.empty(), Optional.empty()),
          Endpoint::unwritten),
      PRODUCT);

  public static final Endpoint<Category, CategoryPut> PUT_CATEGORY = new Endpoint<>(
      Addresses.PUT_CATEGORY,
      new Form<>(
          Category.class, json -> CategoryJson.read(json, Optional.empty()), CategoryJson::write),
      new Form<>(CategoryPut.class, CategoryPut::fromJson, CategoryPut::toJson));

  public static final Endpoint<BoardRequest, Commit> BOARD = new Endpoint<>(
      Addresses.BOARD,
      new Form<>(BoardRequest.class, BoardRequest::fromJson, Endpoint::unwritten),
      COMMIT);

  /** A message as a record and as JSON. */
  public record Form<T>(
      Class<T> type, Function<JsonObject, T> fromJson, Function<T, JsonObject> toJson) {
    /**
     * The record, of itself or of JSON.
     *
     * @throws InvalidFieldsException when the body is neither
     */
    T read(Object body) {
      if (type.isInstance(body)) {
        return type.cast(body);
      }
      if (body instanceof JsonObject json) {
        return fromJson.apply(json);
      }
      String kind = body == null ? "nothing" : body.getClass().getName();
      throw new InvalidFieldsException(
          "body", "must be a JsonObject or a " + type.getSimpleName() + ", not " + kind);
    }

    JsonObject write(T message) {
      return toJson.apply(message);
    }
  }

  private static <T> JsonObject unwritten(T question) {
    throw new UnsupportedOperationException("questions are sent as records");
  }
}

package dev.liveorders.bus;

import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.ProductPut;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.Total;
import dev.liveorders.model.Window;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The event bus with our messages on it. May be used from any event loop. */
public final class Bus {
  private static final DeliveryOptions THIS_NODE = new DeliveryOptions().setLocalOnly(true);

  /** Messages that never leave a node and are handed over as they are. */
  private static final List<Class<?>> LOCAL = List.of(
      PlaceOrders.class,
      OrderAnswers.class,
      ProductDraft.class,
      ProductChange.class,
      Product.class,
      ProductPut.class,
      RetireProduct.class,
      RetireCategory.class,
      EntriesRequest.class,
      ProductEntries.class,
      Category.class,
      CategoryPut.class,
      BoardRequest.class,
      Position.class,
      AccessKeys.class,
      RejectedReply.class);

  private final EventBus eventBus;

  /** The bus of {@code vertx}; the first caller registers the codecs. */
  public Bus(Vertx vertx) {
    this.eventBus = vertx.eventBus();
    register(Commit.class, new CommitCodec());
    register(TotalMessage.class, new TotalMessage.Codec());
    LOCAL.forEach(this::registerLocal);
  }

  private <T> void registerLocal(Class<T> type) {
    register(type, new LocalCodec<>(type));
  }

  private <T> void register(Class<T> type, MessageCodec<T, ?> codec) {
    try {
      eventBus.registerDefaultCodec(type, codec);
    } catch (IllegalStateException registered) {
      // by another verticle of this node: the bus has no way to ask first
    }
  }

  /**
   * Asks this node's server of {@code address}. Fails with a {@link RejectedException}, also when there is none
   * or it does not answer in time.
   */
  public <Q, A> Future<A> request(Endpoint<Q, A> endpoint, Q message, Duration timeout) {
    DeliveryOptions options = new DeliveryOptions(THIS_NODE).setSendTimeout(timeout.toMillis());
    return eventBus
        .request(endpoint.address(), message, options)
        .transform(reply -> reply.failed()
            ? Future.failedFuture(rejection(reply.cause(), timeout))
            : Future.succeededFuture(endpoint.answer().read(reply.result().body())));
  }

  private static RejectedException rejection(Throwable failure, Duration timeout) {
    if (failure instanceof RejectedReply reply) {
      return reply.rejection();
    }
    if (failure instanceof ReplyException reply) {
      return switch (reply.failureType()) {
        case NO_HANDLERS ->
          new RejectedException(
              Rejection.STORE_AWAY,
              "this node takes no orders at present; nothing was stored, a retry is safe");
        case TIMEOUT ->
          new RejectedException(
              Rejection.STORE_AWAY,
              "no answer within " + timeout.toMillis() + " ms; " + Rejection.UNKNOWN_OUTCOME);
        default ->
          new RejectedException(Rejection.of(reply.failureCode(), null), reply.getMessage());
      };
    }
    return new RejectedException(
        Rejection.INTERNAL, "an unexpected error; its cause is in the server's log", failure);
  }

  /** Answers requests to {@code endpoint} on this node: JSON with JSON, a record with a record. */
  public <Q, A> MessageConsumer<Object> serve(
      Endpoint<Q, A> endpoint, Function<Q, Future<A>> handler) {
    return eventBus.localConsumer(
        endpoint.address(), message -> answer(endpoint, handler, message));
  }

  private static <Q, A> void answer(
      Endpoint<Q, A> endpoint, Function<Q, Future<A>> handler, Message<Object> message) {
    boolean json = message.body() instanceof JsonObject;
    Future<A> answer;
    try {
      answer = handler.apply(endpoint.question().read(message.body()));
    } catch (RuntimeException e) {
      answer = Future.failedFuture(e);
    }
    answer
        .map(value -> json ? endpoint.answer().write(value) : value)
        .onSuccess(message::reply)
        .onFailure(cause -> message.reply(RejectedReply.of(cause)));
  }

  /** Tells every node what was committed here. */
  public void publishCommit(Commit commit) {
    eventBus.publish(CommitMessage.ADDRESS, commit);
  }

  /** Tells this node's boards the next commit. */
  public void publishFeed(Commit commit) {
    eventBus.publish(CommitMessage.FEED_ADDRESS, commit, THIS_NODE);
  }

  /**
   * Publishes a change of one product to scripts on this node.
   *
   * @param windows what sold within each; asked for once for each script that listens, within this call
   */
  public void publishTotal(
      CategoryName category, Total total, Supplier<Map<Window, Long>> windows) {
    eventBus.publish(TotalMessage.address(category), new TotalMessage(total, windows), THIS_NODE);
  }

  /** Hears commits of all nodes, in no certain order; of some only that they were made. */
  public MessageConsumer<Object> onCommit(Consumer<Commit> handler, Consumer<UnreadCommit> unread) {
    return eventBus.consumer(CommitMessage.ADDRESS, message -> {
      if (message.body() instanceof UnreadCommit commit) {
        unread.accept(commit);
      } else {
        handler.accept(CommitMessage.JSON.read(message.body()));
      }
    });
  }

  /** Tells this node's boards that its position was compared with the store's just now. */
  public void publishCompared(Position position) {
    eventBus.publish(ComparedMessage.ADDRESS, position, THIS_NODE);
  }

  /** Hears that this node's position was compared with the store's. */
  public MessageConsumer<Object> onCompared(Consumer<Position> handler) {
    return eventBus.localConsumer(
        ComparedMessage.ADDRESS,
        message -> handler.accept(ComparedMessage.JSON.read(message.body())));
  }

  /** Tells this node whether orders can be stored. */
  public void publishTakesOrders(boolean takes) {
    eventBus.publish(TakesOrdersMessage.ADDRESS, takes, THIS_NODE);
  }

  /** Hears whether orders can be stored. */
  public MessageConsumer<Boolean> onTakesOrders(Consumer<Boolean> handler) {
    return eventBus.localConsumer(
        TakesOrdersMessage.ADDRESS, message -> handler.accept(message.body()));
  }

  /** Tells every node that a real order was placed where orders are simulated. */
  public void publishRealOrder() {
    eventBus.publish(RealOrderMessage.ADDRESS, null);
  }

  /** Hears that a real order was placed somewhere. */
  public MessageConsumer<Object> onRealOrder(Runnable handler) {
    return eventBus.consumer(RealOrderMessage.ADDRESS, message -> handler.run());
  }

  /** Hears this node's commits in order. */
  public MessageConsumer<Object> onFeed(Consumer<Commit> handler) {
    return eventBus.localConsumer(
        CommitMessage.FEED_ADDRESS,
        message -> handler.accept(CommitMessage.JSON.read(message.body())));
  }

  /** Asks for the keys; empty when nobody on this node has any store. */
  public Future<Optional<AccessKeys>> keys() {
    return eventBus
        .request(KeysMessage.ENDPOINT.address(), new JsonObject(), THIS_NODE)
        .map(reply -> Optional.of(KeysMessage.JSON.read(reply.body())))
        .recover(cause ->
            cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(cause));
  }

  /** Tells this node that the keys changed. */
  public void publishKeys(AccessKeys keys) {
    eventBus.publish(KeysMessage.ADDRESS, keys, THIS_NODE);
  }

  /** Hears that the keys changed. */
  public MessageConsumer<Object> onKeys(Consumer<AccessKeys> handler) {
    return eventBus.localConsumer(
        KeysMessage.ADDRESS, message -> handler.accept(KeysMessage.JSON.read(message.body())));
  }

  /** Tells this node that the key with this id was used today. */
  public void publishKeyUsed(String id) {
    eventBus.publish(KeyUsedMessage.ADDRESS, id, THIS_NODE);
  }

  /** Hears that a key was used. */
  public MessageConsumer<Object> onKeyUsed(Consumer<String> handler) {
    return eventBus.localConsumer(
        KeyUsedMessage.ADDRESS, message -> handler.accept(String.valueOf(message.body())));
  }
}

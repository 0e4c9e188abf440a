package dev.liveorders.bus;

import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductChange;
import dev.liveorders.model.ProductDraft;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
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
import java.util.function.Consumer;
import java.util.function.Function;

/** The event bus with our messages on it. May be used from any event loop. */
public final class Bus {
  private static final DeliveryOptions THIS_NODE = new DeliveryOptions().setLocalOnly(true);

  private final EventBus eventBus;

  /** The bus of {@code vertx}; whoever is first registers the codecs. */
  public Bus(Vertx vertx) {
    this.eventBus = vertx.eventBus();
    register(Commit.class, new CommitCodec());
    registerLocal(PlaceOrders.class);
    registerLocal(OrderAnswers.class);
    registerLocal(ProductDraft.class);
    registerLocal(ProductChange.class);
    registerLocal(Product.class);
    registerLocal(Category.class);
    registerLocal(CategoryPut.class);
    registerLocal(BoardRequest.class);
    registerLocal(Position.class);
    registerLocal(RefusedReply.class);
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
            ? Future.failedFuture(refusal(reply.cause(), timeout))
            : Future.succeededFuture(endpoint.answer().read(reply.result().body())));
  }

  private static RejectedException refusal(Throwable failure, Duration timeout) {
    if (failure instanceof RefusedReply reply) {
      return reply.refused();
    }
    if (failure instanceof ReplyException reply) {
      return switch (reply.failureType()) {
        case NO_HANDLERS ->
          new RejectedException(
              Rejection.STORE_AWAY,
              "orders are not being taken on this node now; nothing was stored, a retry is safe");
        case TIMEOUT ->
          new RejectedException(
              Rejection.STORE_AWAY,
              "no answer within " + timeout.toMillis() + " ms; " + Rejection.UNKNOWN_OUTCOME);
        default ->
          new RejectedException(Rejection.of(reply.failureCode(), null), reply.getMessage());
      };
    }
    return new RejectedException(
        Rejection.INTERNAL, "an unexpected fault; the server's log has it", failure);
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
        .onFailure(cause -> message.reply(RefusedReply.of(cause)));
  }

  /** Tells every node what was committed here. */
  public void publishCommit(Commit commit) {
    eventBus.publish(Addresses.COMMITS, commit);
  }

  /** Tells this node's boards the next commit. */
  public void publishFeed(Commit commit) {
    eventBus.publish(Addresses.FEED, commit, THIS_NODE);
  }

  /** Publishes a change of one product to scripts on this node. */
  public void publishTotal(String address, JsonObject total) {
    eventBus.publish(address, total, THIS_NODE);
  }

  /** Hears commits of all nodes, in no certain order; of some only that they were made. */
  public MessageConsumer<Object> onCommit(Consumer<Commit> handler, Consumer<UnreadCommit> unread) {
    return eventBus.consumer(Addresses.COMMITS, message -> {
      if (message.body() instanceof UnreadCommit commit) {
        unread.accept(commit);
      } else {
        handler.accept(Endpoint.COMMIT.read(message.body()));
      }
    });
  }

  /** Tells this node's boards that its position was compared with the store's just now. */
  public void publishCompared(Position position) {
    eventBus.publish(Addresses.COMPARED, position, THIS_NODE);
  }

  /** Hears that this node's position was compared with the store's. */
  public MessageConsumer<Position> onCompared(Consumer<Position> handler) {
    return eventBus.localConsumer(Addresses.COMPARED, message -> handler.accept(message.body()));
  }

  /** Hears this node's commits in order. */
  public MessageConsumer<Object> onFeed(Consumer<Commit> handler) {
    return eventBus.localConsumer(
        Addresses.FEED, message -> handler.accept(Endpoint.COMMIT.read(message.body())));
  }

  /** A refusal on its way back over the bus; scripts see its status as the failure code. */
  private static final class RefusedReply extends ReplyException {
    private static final long serialVersionUID = 1;

    private final transient RejectedException refused;

    private RefusedReply(RejectedException refused) {
      super(ReplyFailure.RECIPIENT_FAILURE, refused.refusal().status(), refused.getMessage());
      this.refused = refused;
    }

    static RefusedReply of(Throwable cause) {
      if (cause instanceof RejectedException refused) {
        return new RefusedReply(refused);
      }
      if (cause instanceof InvalidFieldsException invalid) {
        return new RefusedReply(
            new RejectedException(Rejection.INVALID, invalid.getMessage(), invalid));
      }
      return new RefusedReply(new RejectedException(
          Rejection.INTERNAL, "an unexpected fault; the server's log has it", cause));
    }

    RejectedException refused() {
      return refused;
    }
  }
}

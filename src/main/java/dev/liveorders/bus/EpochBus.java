package dev.liveorders.bus;

import dev.liveorders.model.Epoch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The messages by which nodes tell each other which store they have. May be used from any event loop. */
public final class EpochBus {
  private final EventBus eventBus;

  public EpochBus(Vertx vertx) {
    this.eventBus = vertx.eventBus();
  }

  /** Asks one of the other nodes; empty when there is none. Fails when it does not answer in time. */
  public Future<Optional<Epoch>> ask(Duration timeout) {
    DeliveryOptions options = new DeliveryOptions().setSendTimeout(timeout.toMillis());
    return eventBus
        .request(EpochMessage.QUESTION_ADDRESS, null, options)
        .map(answer -> Optional.of(EpochMessage.read(answer.body())))
        .recover(failure -> failure instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.NO_HANDLERS
            ? Future.succeededFuture(Optional.empty())
            : Future.failedFuture(failure));
  }

  /** Tells all nodes. */
  public void publish(Epoch epoch) {
    eventBus.publish(EpochMessage.ADDRESS, EpochMessage.write(epoch));
  }

  /**
   * Answers other nodes, and hears what they publish; completes when they know of it.
   *
   * @param own   the answer
   * @param heard told of what every node publishes, this one too
   */
  public Future<List<MessageConsumer<Object>>> serve(Supplier<Epoch> own, Consumer<Epoch> heard) {
    List<MessageConsumer<Object>> consumers = List.of(
        eventBus.consumer(
            EpochMessage.QUESTION_ADDRESS,
            question -> question.reply(EpochMessage.write(own.get()))),
        eventBus.consumer(
            EpochMessage.ADDRESS, message -> heard.accept(EpochMessage.read(message.body()))));
    return Future.all(consumers.stream().map(MessageConsumer::completion).toList())
        .map(consumers);
  }
}

package dev.liveorders.orders;

import dev.liveorders.bus.BoardRequest;
import dev.liveorders.bus.Bus;
import dev.liveorders.bus.EntriesRequest;
import dev.liveorders.bus.OrderAnswers;
import dev.liveorders.bus.PlaceOrders;
import dev.liveorders.bus.ProductEntries;
import dev.liveorders.bus.SimulatesMessage;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.Commit;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.store.EntryReader;
import dev.liveorders.store.Rejections;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The answers of a node on the bus to orders, and to who asks for the state of the store. Confined to the event loop
 * of its verticle.
 */
final class OrderEndpoints {
  private final Bus bus;
  private final FollowedStore followed;
  private final OrderBatcher batcher;
  private final EntryReader entries;
  private final BooleanSupplier simulating;
  private final Clock clock;
  private final OrdersMeters meters;

  /**
   * @param simulating tells whether orders are simulated, which the first real one ends
   */
  OrderEndpoints(
      Bus bus,
      FollowedStore followed,
      OrderBatcher batcher,
      EntryReader entries,
      BooleanSupplier simulating,
      Clock clock,
      OrdersMeters meters) {
    this.clock = clock;
    this.meters = meters;
    this.bus = bus;
    this.followed = followed;
    this.batcher = batcher;
    this.entries = entries;
    this.simulating = simulating;
  }

  /** Begins to answer; returns what does. */
  List<MessageConsumer<Object>> serve() {
    return List.of(
        bus.serve(PlaceOrders.ENDPOINT, this::onPlace),
        bus.serve(EntriesRequest.ENDPOINT, this::onEntries),
        bus.serve(BoardRequest.ENDPOINT, this::onBoard),
        bus.serve(
            SimulatesMessage.ENDPOINT,
            question -> Future.succeededFuture(simulating.getAsBoolean())));
  }

  private Future<OrderAnswers> onPlace(PlaceOrders request) {
    RequestLines lines = new RequestLines(request.orders(), clock.millis());
    Future<List<OrderAnswer>> placed = batcher
        .place(lines.orders(), request.takenAt())
        .map(lines::answers)
        .onSuccess(meters::onAnswered);
    if (simulating.getAsBoolean()) {
      placed.onSuccess(answers -> {
        if (answers.stream().anyMatch(OrderAnswer.Accepted.class::isInstance)) {
          bus.publishRealOrder();
        }
      });
    }
    return placed.map(OrderAnswers::new);
  }

  private Future<ProductEntries> onEntries(EntriesRequest request) {
    return entries.read(request.id(), request.before(), request.limit()).map(found -> {
      if (!found.category().equals(request.category())) {
        throw Rejections.unknownProduct(request.category(), request.id());
      }
      return new ProductEntries(found.total(), found.entries(), found.reached());
    });
  }

  private Future<Commit> onBoard(BoardRequest request) {
    return followed.changesSince(request
        .epoch()
        .map(epoch -> new Position(epoch, request.since()))
        .orElseGet(() -> new Position(followed.follower().position().epoch(), 0)));
  }
}

package dev.liveorders.http.handler;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the board of this event loop, as far as there is one. */
final class BoardReader {
  private final Hub hub;

  BoardReader(Hub hub) {
    this.hub = hub;
  }

  /**
   * The board.
   *
   * @throws ProblemException before the first snapshot
   */
  Board board() {
    requireBoard();
    return hub.board();
  }

  /**
   * Checks that there is a board, before a write whose answer needs it.
   *
   * @throws ProblemException before the first snapshot
   */
  void requireBoard() {
    if (!hub.isReady()) {
      throw new Problem(
              ProblemType.NOT_READY,
              "this node has not read its totals from the store yet; nothing was stored, a retry is safe")
          .toException();
    }
  }

  /** The position of the board. */
  long seq() {
    return board().position().seq();
  }

  /** The feed of a category, which must exist. */
  Feed feed(CategoryName category) {
    return board().feed(category).orElseThrow(() -> PathParams.unknownCategory(category.value()));
  }

  /** The total of one product of a category, which must exist; empty when the category has no such product. */
  Feed feed(CategoryName category, ProductId id) {
    return board()
        .feed(FeedKey.filtered(category, List.of(id)))
        .orElseThrow(() -> PathParams.unknownCategory(category.value()));
  }

  /** The totals that a client wants to watch; empty when it names a category that does not exist. */
  Optional<Feed> feed(Subscription subscription) {
    return subscription.key().flatMap(board()::feed);
  }

  /** Finds a product of any category, by what may be its id, that a reader may see. */
  Optional<Product> product(String id, ReadRights rights) {
    if (!ProductId.isValid(id)) {
      return Optional.empty();
    }
    return board()
        .feed(FeedKey.products(List.of(new ProductId(id))))
        .flatMap(feed -> feed.products().stream().findFirst())
        .filter(product -> rights.mayRead(product.category()));
  }

  /**
   * The rejection of a category that does not exist. Who has named a product instead is told how that is read.
   *
   * @param place of the product
   */
  RejectedException unknownCategory(
      String name, ReadRights rights, Function<Product, String> place) {
    return product(name, rights)
        .map(product -> new RejectedException(
            Rejection.UNKNOWN_CATEGORY,
            "there is no category " + Quoted.of(name) + "; a product of " + product.category()
                + " has this id: " + place.apply(product)))
        .orElseGet(() -> PathParams.unknownCategory(name));
  }

  /** Tells whether a category exists, or may exist while this node has no board yet. */
  boolean mayHave(CategoryName category) {
    return !hub.isReady() || hub.board().feed(category).isPresent();
  }
}

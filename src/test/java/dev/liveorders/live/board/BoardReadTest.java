package dev.liveorders.live.board;

import static dev.liveorders.live.board.Commits.CONFECTIONERY;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be read of a board, and who is told of its changes. */
class BoardReadTest {
  private static final CategoryName GARDEN = new CategoryName("garden");

  private final Board board = Commits.board();
  private final List<Feed> changed = new ArrayList<>();

  @Test
  void anEmptyBoardIsAtTheBeginningOfNoEpoch() {
    Board empty = Board.empty(ImmediateEventExecutor.INSTANCE);

    assertThat(empty.position()).isEqualTo(Position.parse("0000000000000000-0").orElseThrow());
    assertThat(empty.categories()).isEmpty();
    assertThat(empty.products(ELECTRONICS)).isZero();
  }

  @Test
  void aBoardTellsWhatItHas() {
    assertThat(board.epoch()).isEqualTo(EPOCH);
    assertThat(board.position()).isEqualTo(new Position(EPOCH, 5));
    assertThat(board.categories())
        .extracting(Category::name)
        .containsExactly(ELECTRONICS, CONFECTIONERY);
    assertThat(board.products(ELECTRONICS)).isEqualTo(3);
    assertThat(board.products(GARDEN)).isZero();
  }

  @Test
  void aBoardStaysIntactWhileCommitsAreWhole() {
    assertThat(board.isIntact()).isTrue();
    board.apply(totals(6, total("A2", 9, 6)), changed::add);
    assertThat(board.isIntact()).isTrue();
  }

  @Test
  void theLastCommitAgainChangesNothing() {
    board.apply(totals(5, total("A2", 1, 5)), changed::add);

    assertThat(changed).isEmpty();
    assertThat(ids(board.feed(ELECTRONICS).orElseThrow().changedSince(4))).containsExactly("A1");
  }

  @Test
  void aProductThatExistsTakesItsNewDetailsAndTotal() {
    Product renamed = new Product(
        new ProductId("A2"), ELECTRONICS, "Cable", BigDecimal.TEN, "red", Extras.NONE, 8, 6);
    board.apply(products(6, renamed), changed::add);

    Feed feed = board.feed(ELECTRONICS).orElseThrow();
    assertThat(feed.products()).hasSize(3).contains(renamed);
    assertThat(changed).containsExactly(feed);
  }

  @Test
  void aProductIsCopiedOnlyForANewTotalOrPosition() {
    Feed feed = board.feed(ELECTRONICS).orElseThrow();
    assertThat(feed.products().get(0)).isSameAs(feed.products().get(0));

    board.apply(totals(6, total("A1", 3, 6)), changed::add); // one more and one less
    assertThat(feed.products().get(0)).isEqualTo(product("A1", ELECTRONICS, 3, 6));
  }

  @Test
  void aFeedOfIdsIsReadWithoutBeingFollowed() {
    Feed some = board.feed(named("B1", "A1", "Z9", "A10")).orElseThrow();
    Feed filtered = board
        .feed(FeedKey.filtered(ELECTRONICS, List.of(new ProductId("A2"), new ProductId("B1"))))
        .orElseThrow();

    assertThat(ids(some.entries())).containsExactly("A1", "A10", "B1");
    assertThat(some.size()).isEqualTo(3);
    assertThat(some.unknownIds()).containsExactly(new ProductId("Z9"));
    assertThat(ids(some.changedSince(0))).containsExactly("A10", "B1", "A1");
    assertThat(ids(some.changedSince(4))).containsExactly("A1");
    assertThat(ids(filtered.entries())).containsExactly("A2");
    assertThat(board.filteredFeeds()).isZero();
    assertThat(board.feed(FeedKey.filtered(GARDEN, List.of(new ProductId("A2")))))
        .isEmpty();
  }

  @Test
  void theFeedOfAllBeginsWithTheOrderOfWhatWasThere() {
    board.apply(
        new Commit(EPOCH, 5, 6, List.of(new Category(GARDEN, "Garden", "G")), List.of(), List.of()),
        changed::add);

    Feed all = board.feed(FeedKey.ALL).orElseThrow();

    assertThat(ids(all.entries())).containsExactly("A1", "A2", "A10", "B1");
    assertThat(all.lastSeq()).as("that of a product").isEqualTo(5);
    assertThat(ids(all.changedSince(0))).containsExactly("A10", "A2", "B1", "A1");
    assertThat(ids(all.changedSince(3))).containsExactly("B1", "A1");
    board.apply(totals(7, total("B1", 102, 7)), changed::add);
    assertThat(all.lastSeq()).isEqualTo(7);
    assertThat(ids(all.changedSince(5))).containsExactly("B1");
  }

  @Test
  void theFeedOfAllIsInTheOrderOfIdsWhateverCategoryTheyAreOf() {
    board.apply(products(6, product("A3", CONFECTIONERY, 1, 6)), changed::add);

    Feed all = board.feed(FeedKey.ALL).orElseThrow();

    assertThat(ids(all.entries())).containsExactly("A1", "A2", "A3", "A10", "B1");
  }

  /** Feeds of a few products are followed and left in any order, while the other products come to exist. */
  @ParameterizedTest
  @ValueSource(longs = {1, 7, 20261128})
  void exactlyThoseAreToldThatFollowAProduct(long seed) {
    Random random = new Random(seed);
    List<String> known = new ArrayList<>(List.of("A1", "A2", "A10", "B1"));
    List<String> unknown = new ArrayList<>(List.of("A0", "A3", "A11", "B0", "C1"));
    Set<Feed> open = new HashSet<>();
    for (int step = 0; step < 400; step++) {
      long seq = board.seq() + 1;
      changed.clear();
      if (step % 60 == 59 && !unknown.isEmpty()) {
        String id = unknown.remove(random.nextInt(unknown.size()));
        known.add(id);
        board.apply(products(seq, product(id, ELECTRONICS, 0, seq)), changed::add);
        expectTold(open, id, seed);
      } else if (random.nextInt(100) < (step % 100 < 60 ? 65 : 15)) {
        List<String> ids = new ArrayList<>(known);
        ids.addAll(unknown);
        ids.removeIf(id -> random.nextInt(3) > 0);
        if (!ids.isEmpty()) {
          open.add(board.openFeed(named(ids.toArray(String[]::new))));
        }
      } else if (!open.isEmpty()) {
        Feed left = List.copyOf(open).get(random.nextInt(open.size()));
        open.remove(left);
        board.closeFeed(left);
      }
      seq = board.seq() + 1;
      changed.clear();
      String id = known.get(random.nextInt(known.size()));
      board.apply(totals(seq, total(id, step, seq)), changed::add);
      expectTold(open, id, seed);
      long awaited =
          unknown.stream().filter(each -> !follow(open, each).isEmpty()).count();
      assertThat(board.filteredFeeds()).as("seed %d", seed).isEqualTo((int)
          (open.size() + awaited));
    }
    open.forEach(board::closeFeed);
    assertThat(board.filteredFeeds()).as("seed %d", seed).isZero();
  }

  private void expectTold(Set<Feed> open, String id, long seed) {
    assertThat(changed)
        .as("seed %d, %s", seed, id)
        .filteredOn(FilteredFeed.class::isInstance)
        .containsExactlyInAnyOrderElementsOf(follow(open, id));
  }

  private static List<Feed> follow(Set<Feed> open, String id) {
    ProductId product = new ProductId(id);
    return open.stream()
        .filter(feed -> ((FeedKey.OfIds) feed.key()).ids().contains(product))
        .toList();
  }

  private static FeedKey.OfIds named(String... ids) {
    return (FeedKey.OfIds)
        FeedKey.products(Arrays.stream(ids).map(ProductId::new).sorted().toList());
  }

  private static List<String> ids(List<Entry> entries) {
    return entries.stream().map(entry -> entry.product().id().value()).toList();
  }
}

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
import dev.liveorders.model.ProductId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The feeds of a board: what each holds, is told of, and when it is forgotten. */
class BoardFeedsTest {
  private final Board board = Commits.board();
  private final List<Feed> changed = new ArrayList<>();

  @Test
  void aFeedOfNoCategoryLivesAsLongAsItIsWatched() {
    CategoryName unknown = new CategoryName("garden");
    Feed feed = board.openFeed(FeedKey.whole(unknown));

    assertThat(board.feed(unknown)).isEmpty();
    assertThat(board.openFeed(FeedKey.whole(unknown))).isSameAs(feed);
    board.closeFeed(feed);
    assertThat(board.openFeed(FeedKey.whole(unknown))).isNotSameAs(feed);
  }

  @Test
  void aFilteredFeedIsToldOfItsProductsUntilItIsClosed() {
    FeedKey key = FeedKey.filtered(ELECTRONICS, List.of(new ProductId("A2"), new ProductId("A3")));
    Feed feed = board.openFeed(key);
    board.apply(totals(6, total("A1", 4, 6)), changed::add);
    assertThat(changed).doesNotContain(feed);
    board.apply(products(7, product("A3", ELECTRONICS, 0, 7)), changed::add);
    board.apply(totals(8, total("A2", 9, 8)), changed::add);

    assertThat(changed).filteredOn(feed::equals).hasSize(2);
    assertThat(feed.products())
        .extracting(product -> product.id().value())
        .containsExactly("A2", "A3");
    assertThat(feed.lastSeq()).isEqualTo(8);

    board.closeFeed(feed);
    changed.clear();
    board.apply(totals(9, total("A2", 10, 9)), changed::add);
    assertThat(changed).containsExactly(electronics());
    assertThat(board.openFeed(key)).isNotSameAs(feed);
  }

  @Test
  void productsOfAnyCategoriesAreOneFeedInWhateverOrderTheyAreNamed() {
    Feed feed = board.openFeed(named("A2", "B1", "ZZ9"));

    assertThat(board.openFeed(named("A2", "B1", "ZZ9"))).isSameAs(feed);
    assertThat(feed.products())
        .extracting(product -> product.id().value())
        .containsExactly("A2", "B1");
    assertThat(feed.unknownIds()).containsExactly(new ProductId("ZZ9"));
    assertThat(feed.lastSeq()).isEqualTo(4);

    board.apply(totals(6, total("A1", 4, 6)), changed::add);
    assertThat(changed).doesNotContain(feed);
    board.apply(products(7, product("ZZ9", CONFECTIONERY, 0, 7)), changed::add);
    assertThat(changed).contains(feed);
    assertThat(feed.unknownIds()).isEmpty();
  }

  @Test
  void feedsThatNobodyFollowsAreForgotten() {
    List<Feed> feeds = List.of(
        board.openFeed(named("A1", "A2", "ZZ9")),
        board.openFeed(named("A1", "ZZ9")),
        board.openFeed(named("A2", "ZZ8")),
        board.openFeed(FeedKey.filtered(ELECTRONICS, List.of(new ProductId("A2")))));
    board.apply(products(6, product("ZZ8", ELECTRONICS, 0, 6)), changed::add);
    changed.clear();

    board.closeFeed(feeds.get(0));
    board.apply(totals(7, total("A1", 4, 7), total("A2", 8, 7)), changed::add);
    assertThat(changed)
        .contains(feeds.get(1), feeds.get(2), feeds.get(3))
        .doesNotContain(feeds.get(0));

    feeds.subList(1, 4).forEach(board::closeFeed);
    assertThat(board.filteredFeeds()).isZero();
    changed.clear();
    board.apply(products(8, product("ZZ9", ELECTRONICS, 0, 8)), changed::add);
    assertThat(changed).containsExactly(electronics());
  }

  @Test
  void allProductsAreAFeedThatIsToldOnceForEachCommit() {
    Feed all = board.openFeed(FeedKey.ALL);
    board.apply(totals(6, total("B1", 102, 6), total("A2", 8, 6)), changed::add);
    board.apply(products(7, product("A3", ELECTRONICS, 0, 7)), changed::add);

    assertThat(changed).filteredOn(all::equals).hasSize(2);
    assertThat(all.products())
        .extracting(product -> product.id().value())
        .containsExactly("A1", "A2", "A3", "A10", "B1");
    assertThat(all.lastSeq()).isEqualTo(7);
    assertThat(all.changedSince(5))
        .extracting(entry -> entry.product().id().value())
        .containsExactlyInAnyOrder("A2", "B1", "A3")
        .last()
        .isEqualTo("A3");
    assertThat(all.changedSince(7)).isEmpty();
  }

  @Test
  void aCategoryThatAppearsIsToldToItsFeeds() {
    CategoryName garden = new CategoryName("garden");
    Feed whole = board.openFeed(FeedKey.whole(garden));
    Feed some = board.openFeed(FeedKey.filtered(garden, List.of(new ProductId("G1"))));
    Feed other =
        board.openFeed(FeedKey.filtered(new CategoryName("gardens"), List.of(new ProductId("G1"))));
    assertThat(List.of(whole, some, other)).noneMatch(Feed::isKnown);

    board.apply(category(6, garden, "Garden", "G"), changed::add);

    assertThat(changed).containsExactlyInAnyOrder(whole, some);
    assertThat(List.of(whole, some)).extracting(Feed::isKnown).containsOnly(true);
    assertThat(List.of(whole, some)).extracting(Feed::shownAnewAt).containsOnly(6L);
    assertThat(other.isKnown()).isFalse();
  }

  private static FeedKey named(String... ids) {
    return FeedKey.products(Arrays.stream(ids).map(ProductId::new).toList());
  }

  private static Commit category(long seq, CategoryName name, String title, String prefix) {
    return new Commit(
        EPOCH, seq - 1, seq, List.of(new Category(name, title, prefix)), List.of(), List.of());
  }

  private Feed electronics() {
    return board.feed(ELECTRONICS).orElseThrow();
  }
}

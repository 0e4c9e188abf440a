package dev.liveorders.live.board;

import static dev.liveorders.live.board.Commits.CONFECTIONERY;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.live.wire.FeedJson;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardTest {
  private final Board board = Commits.board();
  private final List<Feed> changed = new ArrayList<>();

  @Test
  void productsStandInOrderOfIdWithNumbersAsNumbers() {
    assertThat(electronics().products())
        .extracting(product -> product.id().value())
        .containsExactly("A1", "A2", "A10");
  }

  @Test
  void aCommitChangesOnlyTheFeedsOfItsProducts() {
    board.apply(totals(6, total("A2", 9, 6)), changed::add);

    assertThat(changed).containsExactly(electronics());
    assertThat(new FeedJson().of(electronics()).toString())
        .isEqualTo(
            "{\"category\":\"electronics\",\"epoch\":\"" + EPOCH + "\",\"seq\":6,\"orders\":["
                + "{\"id\":\"A1\",\"total\":3},{\"id\":\"A2\",\"total\":9},{\"id\":\"A10\",\"total\":0}]}");
    assertThat(board.feed(CONFECTIONERY).orElseThrow().lastChange()).hasToString(EPOCH + "-4");
  }

  @Test
  void whatChangedSinceIsReadOldestFirst() {
    board.apply(totals(6, total("A10", 4, 6)), changed::add);
    board.apply(totals(7, total("A2", 9, 7)), changed::add);

    assertThat(electronics().changedSince(5))
        .extracting(entry -> entry.product().id().value())
        .containsExactly("A10", "A2");
    assertThat(electronics().changedSince(7)).isEmpty();
    assertThat(electronics().changedSince(0)).hasSize(3);
  }

  @Test
  void aCommitSeenBeforeChangesNothing() {
    board.apply(totals(6, total("A2", 9, 6)), changed::add);
    board.apply(totals(5, total("A2", 1, 5)), changed::add);

    assertThat(electronics().products().get(1).total()).isEqualTo(9);
    assertThat(board.seq()).isEqualTo(6);
  }

  @Test
  void aCommitThatLeavesAGapIsNotNext() {
    assertThat(board.isNext(totals(6))).isTrue();
    assertThat(board.isNext(totals(7))).isFalse();
    assertThat(board.isNext(new Commit(EPOCH, 2, 9, List.of(), List.of(), List.of())))
        .isTrue();
    assertThat(board.isNext(Commit.ofTotals(new Epoch("0123456789abcdef"), 6, List.of())))
        .isFalse();
  }

  @Test
  void aNewProductTakesItsPlaceAndIsShown() {
    board.apply(products(6, product("A3", ELECTRONICS, 0, 6)), changed::add);

    assertThat(changed).containsExactly(electronics());
    assertThat(electronics().products())
        .extracting(product -> product.id().value())
        .containsExactly("A1", "A2", "A3", "A10");
  }

  @Test
  void extraFieldsAreInSnapshots() {
    Product withUnit = new Product(
        new ProductId("A3"),
        ELECTRONICS,
        "Cable",
        new BigDecimal("1"),
        "",
        Extras.of(Map.of("unit", "m")),
        8,
        6);
    board.apply(products(6, withUnit), changed::add);

    assertThat(new FeedJson().of(electronics()).toString())
        .contains("{\"id\":\"A3\",\"total\":8,\"unit\":\"m\"}");
  }

  @Test
  void aTotalOfAProductThatNobodyAddedIsAFault() {
    assertThatThrownBy(() -> board.apply(totals(6, total("Z9", 1, 6)), changed::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Z9");
  }

  @Test
  void aCommitThatFailsHalfWayLeavesTheOldPositionAndNothingFollowsOnIt() {
    assertThatThrownBy(
            () -> board.apply(totals(6, total("A1", 4, 6), total("Z9", 1, 6)), changed::add))
        .isInstanceOf(IllegalStateException.class);

    assertThat(board.seq()).isEqualTo(5);
    assertThat(board.isIntact()).isFalse();
    assertThat(board.isNext(totals(6, total("A1", 4, 6)))).isFalse();
    assertThat(board.isNext(totals(7, total("A1", 4, 7)))).isFalse();
  }

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
  void commitsThatComeAtOnceAreReadInTheirOrder() {
    Feed all = board.openFeed(FeedKey.ALL);
    board.apply(
        new Commit(
            EPOCH,
            5,
            9,
            List.of(),
            List.of(product("A3", ELECTRONICS, 0, 9)),
            List.of(total("B1", 102, 8), total("A1", 4, 6))),
        changed::add);

    for (Feed feed : List.of(all, electronics())) {
      assertThat(feed.changedSince(7).get(feed.changedSince(7).size() - 1).seq())
          .isEqualTo(9);
      assertThat(feed.changedSince(7)).extracting(Entry::seq).doesNotContain(6L);
      assertThat(feed.changedSince(8)).hasSize(1);
    }
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

  @Test
  void onlyWhatIsMoreThanATotalIsAChangeOfDetails() {
    board.apply(totals(6, total("A1", 4, 6)), changed::add);
    board.apply(products(7, product("A1", ELECTRONICS, 5, 7)), changed::add);
    board.apply(category(8, ELECTRONICS, "Electronics", "A"), changed::add);
    assertThat(board.detailsSeq()).isZero();

    board.apply(category(9, ELECTRONICS, "Gadgets", "A"), changed::add);
    assertThat(board.detailsSeq()).isEqualTo(9);
    board.apply(products(10, product("A3", ELECTRONICS, 0, 10)), changed::add);
    assertThat(board.detailsSeq()).isEqualTo(10);
    Product renamed = new Product(
        new ProductId("A3"), ELECTRONICS, "Cable", BigDecimal.ONE, "", Extras.NONE, 0, 11);
    board.apply(products(11, renamed), changed::add);
    assertThat(board.detailsSeq()).isEqualTo(11);
  }

  private static FeedKey named(String... ids) {
    return FeedKey.products(Arrays.stream(ids).map(ProductId::new).toList());
  }

  private static Commit category(long seq, CategoryName name, String title, String prefix) {
    return new Commit(
        EPOCH, seq - 1, seq, List.of(new Category(name, title, prefix)), List.of(), List.of());
  }

  @Test
  void anotherThreadMayNotReadTheBoard() {
    Board confined = Board.of(Commits.snapshot(), new DefaultEventExecutor());
    assertThatThrownBy(() -> confined.feed(ELECTRONICS)).isInstanceOf(AssertionError.class);
  }

  private Feed electronics() {
    return board.feed(ELECTRONICS).orElseThrow();
  }
}

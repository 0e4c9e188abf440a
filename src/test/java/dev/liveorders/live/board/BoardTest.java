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

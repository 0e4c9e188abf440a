package dev.liveorders.live.board;

import static dev.liveorders.live.board.Commits.CONFECTIONERY;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.wire.FeedJson;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Products and categories that leave a board, and come back. */
class BoardRetirementTest {
  private static final int REMEMBERED = 2;

  private Board board = Commits.board();
  private final List<Feed> changed = new ArrayList<>();

  private static RetiredProduct retired(String id, long seq) {
    return new RetiredProduct(new ProductId(id), ELECTRONICS, seq);
  }

  private static Commit retires(long seq, String... ids) {
    List<RetiredProduct> products =
        Arrays.stream(ids).map(id -> retired(id, seq)).toList();
    return Commit.ofRetired(EPOCH, seq, new Retirements(List.of(), products));
  }

  private static Commit retires(long seq, CategoryName category, String... ids) {
    List<RetiredProduct> products = Arrays.stream(ids)
        .map(id -> new RetiredProduct(new ProductId(id), category, seq))
        .toList();
    return Commit.ofRetired(EPOCH, seq, new Retirements(List.of(category), products));
  }

  private Feed named(String... ids) {
    return board.openFeed(
        FeedKey.products(Arrays.stream(ids).map(ProductId::new).toList()));
  }

  private static List<String> ids(List<Entry> entries) {
    return entries.stream()
        .map(entry -> entry.id().value() + (entry.isRetired() ? " gone" : ""))
        .toList();
  }

  private Feed electronics() {
    return board.feed(ELECTRONICS).orElseThrow();
  }

  private static String text(ByteBuf bytes) {
    try {
      return bytes.toString(StandardCharsets.UTF_8);
    } finally {
      bytes.release();
    }
  }

  @Test
  void aRetiredProductIsListedNoMoreAndToldOfAsAChange() {
    Feed all = board.openFeed(FeedKey.ALL);
    Feed some = named("A1", "B1");
    Feed of = board.openFeed(FeedKey.filtered(ELECTRONICS, List.of(new ProductId("A1"))));
    Feed others = named("A2");
    board.apply(retires(6, "A1"), changed::add);

    assertThat(changed).containsOnly(all, some, of, electronics()).doesNotContain(others);
    for (Feed feed : List.of(all, some, of, electronics())) {
      assertThat(ids(feed.entries())).doesNotContain("A1", "A1 gone");
      assertThat(ids(feed.changedSince(5))).containsExactly("A1 gone");
      assertThat(feed.lastSeq()).isEqualTo(6);
    }
    assertThat(some.unknownIds()).containsExactly(new ProductId("A1"));
    assertThat(board.detailsSeq()).isEqualTo(6);
    assertThat(board.products(ELECTRONICS)).isEqualTo(2);
    assertThat(new FeedJson().of(electronics()).toString())
        .endsWith(
            "\"seq\":6,\"orders\":[{\"id\":\"A2\",\"total\":7},{\"id\":\"A10\",\"total\":0}]}");
  }

  @Test
  void eachFormatSaysItInItsWay() {
    board.apply(retires(6, "A1"), changed::add);
    assertThat(text(WireFormat.PLAIN.update(electronics(), 5, 6))).isEmpty();
    board.apply(totals(7, total("A2", 8, 7)), changed::add);
    String gone = "{\"id\":\"A1\",\"gone\":true}";
    for (WireFormat format : List.of(WireFormat.V1, WireFormat.EVENT_STREAM)) {
      assertThat(text(format.update(electronics(), 5, 7)))
          .contains("\"orders\":[" + gone + ",{\"id\":\"A2\",\"total\":8}]}");
      assertThat(text(format.resume(electronics(), 0, 5, 7))).contains(gone);
      assertThat(text(format.snapshot(electronics()))).doesNotContain("A1\"");
    }
    assertThat(text(WireFormat.PLAIN.update(electronics(), 5, 7)))
        .contains("{\"id\":\"A2\",\"total\":8}")
        .doesNotContain("A1");
  }

  @Test
  void aProductComesBackIntoItsFeeds() {
    Feed all = board.openFeed(FeedKey.ALL);
    Feed some = named("A1", "B1");
    board.apply(retires(6, "A1"), changed::add);
    board.apply(totals(7, total("A1", 4, 7)), changed::add);
    assertThat(ids(electronics().changedSince(6)))
        .as("an order by an older node")
        .isEmpty();
    board.apply(products(8, product("A1", ELECTRONICS, 4, 8)), changed::add);

    for (Feed feed : List.of(all, some, electronics())) {
      assertThat(ids(feed.entries())).contains("A1");
      assertThat(ids(feed.changedSince(7))).containsExactly("A1");
    }
    assertThat(some.unknownIds()).isEmpty();
    assertThat(board.detailsSeq()).isEqualTo(8);
    assertThat(electronics().products().get(0).total()).isEqualTo(4);
  }

  @Test
  void aProductThatWasFirstHeardOfAsRetiredComesBackToWhoNamedIt() {
    Feed some = named("A3");
    Feed of = board.openFeed(FeedKey.filtered(ELECTRONICS, List.of(new ProductId("A3"))));
    Retirements missed = new Retirements(List.of(), List.of(retired("A3", 6)));
    board.apply(new Commit(EPOCH, 5, 6, List.of(), List.of(), List.of(), missed), changed::add);
    assertThat(List.of(some, of)).allMatch(feed -> feed.entries().isEmpty());
    changed.clear();
    board.apply(products(7, product("A3", ELECTRONICS, 9, 7)), changed::add);

    assertThat(changed).contains(some, of);
    for (Feed feed : List.of(some, of)) {
      assertThat(ids(feed.entries())).containsExactly("A3");
      assertThat(ids(feed.changedSince(6))).containsExactly("A3");
    }
    assertThat(some.unknownIds()).isEmpty();
  }

  @Test
  void aCategoryThatIsRetiredIsUnknownUntilItComesBackLast() {
    Feed some = board.openFeed(FeedKey.filtered(ELECTRONICS, List.of(new ProductId("A1"))));
    Feed whole = board.openFeed(FeedKey.whole(ELECTRONICS));
    Feed other = named("A1");
    board.apply(retires(6, ELECTRONICS, "A1", "A2", "A10"), changed::add);

    assertThat(board.feed(ELECTRONICS)).isEmpty();
    assertThat(List.of(some, whole))
        .noneMatch(Feed::isKnown)
        .allMatch(feed -> feed.shownAnewAt() == 6);
    assertThat(ids(other.changedSince(5))).containsExactly("A1 gone");
    assertThat(board.categories()).extracting(Category::name).containsExactly(CONFECTIONERY);

    Category back = new Category(ELECTRONICS, "Gadgets", "A");
    board.apply(
        new Commit(
            EPOCH, 6, 7, List.of(back), List.of(product("A1", ELECTRONICS, 3, 7)), List.of()),
        changed::add);
    assertThat(List.of(some, whole))
        .allMatch(Feed::isKnown)
        .allMatch(feed -> feed.shownAnewAt() == 7);
    assertThat(ids(whole.entries())).containsExactly("A1");
    assertThat(whole).isSameAs(electronics());
    assertThat(board.categories())
        .extracting(Category::name)
        .containsExactly(CONFECTIONERY, ELECTRONICS);
  }

  @Test
  void onlyTheNewestAreRememberedAndWhoMissedOthersIsShownAll() {
    board = Board.of(Commits.snapshot(), ImmediateEventExecutor.INSTANCE, REMEMBERED);
    Feed some = named("A1", "A2");
    board.apply(retires(6, "A1"), changed::add);
    board.apply(retires(7, "A2"), changed::add);
    assertThat(board.forgottenTo()).isZero();
    board.apply(retires(8, "A10"), changed::add);

    assertThat(board.forgottenTo()).isEqualTo(6);
    assertThat(ids(electronics().changedSince(0))).containsExactly("A2 gone", "A10 gone");
    assertThat(List.of(some, electronics())).allMatch(feed -> feed.shownAnewAt() == 6);
    assertThat(some.unknownIds()).hasSize(2);
    board.apply(products(9, product("A1", ELECTRONICS, 3, 9)), changed::add);
    assertThat(ids(some.entries())).containsExactly("A1");
    assertThat(ids(some.changedSince(8))).containsExactly("A1");
  }

  @Test
  void aFeedThatIsReadOnceDoesNotStandWhereItStoodBeforeAProductOfItWasForgotten() {
    board = Board.of(Commits.snapshot(), ImmediateEventExecutor.INSTANCE, REMEMBERED);
    FeedKey key = FeedKey.products(List.of(new ProductId("A1"), new ProductId("A10")));
    long before = board.feed(key).orElseThrow().lastSeq();
    board.apply(retires(6, "A10"), changed::add);
    board.apply(retires(7, "A2", "B1"), changed::add);

    Feed read = board.feed(key).orElseThrow();
    assertThat(ids(read.entries())).containsExactly("A1");
    assertThat(read.unknownIds()).hasSize(1);
    assertThat(read.lastSeq()).isGreaterThan(before);
    assertThat(named("A1", "A10").lastSeq()).isEqualTo(read.lastSeq());
  }

  @Test
  void aSnapshotBringsWhatWasRetiredAmongTheChangesInTheirOrder() {
    Commit live = Commits.snapshot();
    Commit snapshot = new Commit(
        EPOCH,
        0,
        5,
        live.categories(),
        live.products(),
        List.of(),
        new Retirements(List.of(), List.of(retired("A9", 2), retired("A8", 4))));
    Board young = Board.of(snapshot, ImmediateEventExecutor.INSTANCE, REMEMBERED);
    Feed feed = young.feed(ELECTRONICS).orElseThrow();
    assertThat(ids(feed.changedSince(0))).containsExactly("A10", "A9 gone", "A2", "A8 gone", "A1");
    assertThat(young.forgottenTo()).as("older ones may be missing").isEqualTo(2);
    assertThat(Board.of(snapshot, ImmediateEventExecutor.INSTANCE).forgottenTo())
        .isZero();
    assertThat(ids(young.openFeed(FeedKey.ALL).changedSince(3)))
        .containsExactly("A8 gone", "B1", "A1");
  }

  @Test
  void aSnapshotThatLacksRetiredProductsStandsBehindThemAll() {
    Commit live = Commits.snapshot();
    Retirements newest = new Retirements(List.of(), List.of(retired("A9", 6), retired("A8", 7)));
    Commit snapshot =
        new Commit(EPOCH, 0, 7, live.categories(), live.products(), List.of(), newest);
    Board young = Board.of(snapshot, ImmediateEventExecutor.INSTANCE, REMEMBERED);
    FeedKey some = FeedKey.products(List.of(new ProductId("B1"), new ProductId("B9")));
    assertThat(young.feed(CONFECTIONERY).orElseThrow().lastSeq()).isEqualTo(6);
    assertThat(young.feed(some).orElseThrow().lastSeq()).isEqualTo(6);
  }
}

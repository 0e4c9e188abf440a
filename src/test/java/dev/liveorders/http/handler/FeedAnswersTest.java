package dev.liveorders.http.handler;

import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.http.response.EncodedJson;
import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Commits;
import dev.liveorders.live.board.Feed;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class FeedAnswersTest {
  private final Board board = Commits.board();
  private final Feed feed = board.feed(ELECTRONICS).orElseThrow();
  private int encoded;

  private Buffer encode(Feed read) {
    encoded++;
    return Buffer.buffer(read.entries().toString());
  }

  @Test
  void whatDependsOnDetailsIsNotEncodedAnewForAnOrder() {
    FeedAnswers lists = new FeedAnswers(this::encode, read -> board.lastDetails());
    EncodedJson first = lists.of(feed);
    board.apply(totals(6, total("A1", 4, 6)), changed -> {});
    assertThat(lists.of(feed)).isSameAs(first);
    board.apply(products(7, product("A11", ELECTRONICS, 0, 7)), changed -> {});
    assertThat(lists.of(feed)).isNotSameAs(first);
    assertThat(encoded).isEqualTo(2);
  }

  @Test
  void totalsAreEncodedOncePerChange() {
    FeedAnswers answers = new FeedAnswers(this::encode, Feed::lastChange);
    EncodedJson first = answers.of(feed);
    assertThat(answers.of(feed)).isSameAs(first);
    board.apply(totals(6, total("A1", 4, 6)), changed -> {});
    assertThat(answers.of(feed)).isNotSameAs(first);
    assertThat(encoded).isEqualTo(2);
  }
}

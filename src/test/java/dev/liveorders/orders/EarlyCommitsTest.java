package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits that come before those they follow on, at a follower whose gap is longer than any test. */
@ExtendWith(VertxExtension.class)
class EarlyCommitsTest {
  private static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  private static final Epoch ANOTHER = new Epoch("0123456789abcdef");

  private final List<Commit> delivered = new ArrayList<>();
  private Future<Commit> stored = Future.failedFuture("nothing is to be read here");
  private CommitFollower follower;

  @BeforeEach
  void follow(Vertx vertx) {
    follower = new CommitFollower(
        vertx, new Position(EPOCH, 0), Duration.ofMinutes(1), since -> stored, delivered::add);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTwoThatFollowOnTheSameTheOneThatGoesFurtherIsDelivered(boolean furtherFirst) {
    Commit near = commits(EPOCH, 1, 2);
    Commit far = commits(EPOCH, 1, 4);
    follower.onCommit(furtherFirst ? far : near);
    follower.onCommit(furtherFirst ? near : far);

    follower.onCommit(commits(EPOCH, 0, 1));

    assertThat(delivered).containsExactly(commits(EPOCH, 0, 1), far);
    assertThat(follower.position().seq()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3})
  void oneThatBringsNothingNewAnyMoreIsDropped(long to) {
    follower.onCommit(commits(EPOCH, 1, to));

    follower.onCommit(commits(EPOCH, 0, 3));

    assertThat(delivered).containsExactly(commits(EPOCH, 0, 3));
    assertThat(follower.position().seq()).isEqualTo(3);
    assertThat(follower.hasGap()).isFalse();
  }

  @Test
  void whatIsReadFillsTheGapBeforeThem() {
    Promise<Commit> reading = Promise.promise();
    stored = reading.future();
    follower.startAnew();
    follower.onCommit(commits(EPOCH, 4, 5));
    follower.onCommit(commits(EPOCH, 6, 7));

    reading.complete(commits(EPOCH, 0, 4));

    assertThat(delivered).containsExactly(commits(EPOCH, 0, 4), commits(EPOCH, 4, 5));
    assertThat(follower.hasGap()).isTrue();
  }

  @Test
  void anotherEpochIsReadAtOnceAndThoseOfTheOldOneAreForgotten() {
    follower.onCommit(commits(EPOCH, 3, 4));
    stored = Future.succeededFuture(commits(ANOTHER, 0, 2));

    follower.startAnew();

    assertThat(follower.hasGap()).isFalse();
    follower.onCommit(commits(ANOTHER, 2, 3));
    assertThat(delivered).containsExactly(commits(ANOTHER, 0, 2), commits(ANOTHER, 2, 3));
  }

  /** The commit that brings a product from one position to another; two of the same positions are equal. */
  private static Commit commits(Epoch epoch, long from, long to) {
    List<Total> totals = List.of(new Total(new ProductId("A1"), to * 10, to));
    return new Commit(epoch, from, to, List.of(), List.of(), totals);
  }
}

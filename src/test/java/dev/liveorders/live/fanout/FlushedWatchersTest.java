package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.GARDEN;
import static dev.liveorders.live.board.Commits.garden;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Commits;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.Total;
import io.netty.buffer.ByteBuf;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whom a flush serves in a slice, and with whose bytes. */
class FlushedWatchersTest {
  private final Board board = Commits.board();
  private final List<String> measured = new ArrayList<>();
  private WatchedFeed feed = watched(FeedKey.whole(ELECTRONICS));

  private WatchedFeed watched(FeedKey key) {
    return new WatchedFeed(board.openFeed(key), board.seq(), meters());
  }

  private FanoutMeters meters() {
    return (FanoutMeters) Proxy.newProxyInstance(
        FanoutMeters.class.getClassLoader(),
        new Class<?>[] {FanoutMeters.class},
        (proxy, method, arguments) -> {
          measured.add(method.getName());
          return null;
        });
  }

  private RecordingWatcher join() {
    RecordingWatcher watcher = new RecordingWatcher();
    watcher.subscribe(feed);
    feed.showAll(watcher, board.seq());
    watcher.writes = 0;
    watcher.shared = null;
    return watcher;
  }

  private void change(Commit commit) {
    board.apply(commit, changed -> feed.forgetSnapshots());
  }

  private int flush(int max) {
    feed.flush().begin(board.seq());
    return feed.flush().serve(max);
  }

  @Test
  void aFeedWaitsOnceForItsTurnUntilThatHasBegun() {
    assertThat(feed.flush().enqueue()).isTrue();
    assertThat(feed.flush().enqueue()).isFalse();

    feed.flush().begin(board.seq());
    assertThat(feed.flush().enqueue()).isTrue();
  }

  @Test
  void aSliceServesNoMoreThanItMay() {
    RecordingWatcher last = join();
    List<RecordingWatcher> others = Stream.of(join(), join()).toList();
    change(totals(6, total("A1", 4, 6)));

    assertThat(flush(2)).isZero();
    assertThat(others).allMatch(watcher -> watcher.writes == 1);
    assertThat(last.writes).isZero();
    assertThat(feed.flush().isOver()).isFalse();
    assertThat(feed.flush().to()).isEqualTo(6);

    assertThat(feed.flush().serve(2)).as("left for other feeds").isOne();
    assertThat(last.writes).isOne();
    assertThat(feed.flush().isOver()).isTrue();
  }

  @Test
  void whoIsUpToDateSharesItsBytes() {
    RecordingWatcher one = join();
    RecordingWatcher other = join();
    change(totals(6, total("A1", 4, 6)));
    flush(10);

    assertThat(one.shared).isNotNull().isSameAs(other.shared);
  }

  @Test
  void whoHasSeenTheBeginningOfItsCategorySharesItsBytesToo() {
    feed = watched(FeedKey.whole(GARDEN));
    change(garden(6));
    RecordingWatcher watcher = join();
    change(products(7, product("G1", GARDEN, 0, 7)));
    flush(10);

    assertThat(watcher.shown).containsEntry("G1", 0L);
    assertThat(watcher.shared).isNotNull();
  }

  @Test
  void whoWasPassedByIsCaughtUpByTheNextFlushWithBytesOfItsOwn() {
    RecordingWatcher slow = join();
    RecordingWatcher other = join();
    slow.writable = false;
    change(totals(6, total("A1", 4, 6)));
    flush(10);
    assertThat(measured).filteredOn("onPassedBy"::equals).hasSize(1);

    slow.writable = true;
    change(totals(7, total("A2", 8, 7)));
    flush(10);
    assertThat(slow.shown).containsEntry("A1", 4L).containsEntry("A2", 8L);
    assertThat(slow.shared).isNull();
    assertThat(other.shared).isNotNull();
  }

  @Test
  void aLargeCatchUpTakesTheTimeOfManyWatchers() {
    Product[] many = IntStream.range(0, 90) // more would be shown anew, from bytes that are shared
        .mapToObj(i -> product("P" + i, ELECTRONICS, 1, 6))
        .toArray(Product[]::new);
    change(products(6, many));
    RecordingWatcher slow = join();
    slow.writable = false;
    change(
        totals(7, Stream.of(many).map(each -> new Total(each.id(), 2, 7)).toArray(Total[]::new)));
    flush(10);
    slow.writable = true;
    change(totals(8, total("A1", 4, 8)));

    assertThat(flush(10)).isLessThan(9);
    assertThat(slow.shown).containsEntry("P89", 2L).containsEntry("A1", 4L);
  }

  @Test
  void whoeverLeavesWhileOneIsServedNobodyIsServedTwiceOrForgotten() {
    RecordingWatcher stays = join();
    List<RecordingWatcher> leaving = Stream.of(join(), join(), join()).toList();
    RecordingWatcher first = join();
    first.onWrite = () -> leaving.forEach(RecordingWatcher::unsubscribe);
    change(totals(6, total("A1", 4, 6)));
    flush(10);

    assertThat(List.of(first, stays)).allMatch(watcher -> watcher.writes == 1);
    assertThat(leaving).allMatch(watcher -> watcher.writes == 0);
  }

  @Test
  void aFlushThatIsStoppedReleasesItsBytesAndServesNobodyMore() {
    RecordingWatcher unserved = join();
    RecordingWatcher served = join();
    change(totals(6, total("A1", 4, 6)));
    flush(1);
    ByteBuf frame = served.shared.retain();
    feed.flush().discard();

    assertThat(frame.refCnt()).as("the test's own").isOne();
    frame.release();
    assertThat(feed.flush().isOver()).isTrue();
    feed.flush().serve(10);
    assertThat(unserved.writes).isZero();
  }
}

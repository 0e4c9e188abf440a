package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.total;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Commits;
import dev.liveorders.model.Product;
import dev.liveorders.model.Total;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The slices of a flush, and whose turn it is. */
class FlushSchedulerTest extends FlushSchedulerFixture {
  @Test
  void aSliceIsSharedByTheFeedsThatFlush() {
    begin(INTERVAL, 4);
    List<RecordingWatcher> ofElectronics = new ArrayList<>();
    List<RecordingWatcher> ofConfectionery = new ArrayList<>();
    onLoop(() -> {
      ofElectronics.addAll(joinFive(electronics));
      ofConfectionery.addAll(joinFive(confectionery));
      change(total("A1", 4, 6), total("B1", 102, 6));
      assertThat(served(ofElectronics)).isEqualTo(2);
      assertThat(served(ofConfectionery)).isEqualTo(2);
    });
    awaitOnLoop(() -> served(ofElectronics) == 5 && served(ofConfectionery) == 5);
  }

  /** It was encoded in the time of many watchers. */
  @Test
  void aLargeFrameTakesTheTurnOfTheFeedsBehindIt() {
    Product[] products = IntStream.range(0, 1_000)
        .mapToObj(i -> Commits.product("P" + i, ELECTRONICS, 1, 6))
        .toArray(Product[]::new);
    Total[] all = Stream.concat(
            Stream.of(products).map(product -> new Total(product.id(), 2, 7)),
            Stream.of(total("B1", 102, 7)))
        .toArray(Total[]::new);
    board.apply(Commits.products(6, products), changed -> {});
    RecordingWatcher other = new RecordingWatcher();
    begin(INTERVAL, 4, watcher);
    onLoop(() -> {
      join(confectionery, other);
      change(all);
      assertThat(watcher.writes).isOne();
      assertThat(other.writes).isZero();
    });
    awaitOnLoop(() -> other.writes == 1);
  }

  @Test
  void moreFeedsThanASliceHasWatchersTakeTurns() {
    RecordingWatcher other = new RecordingWatcher();
    begin(INTERVAL, 1, watcher);
    onLoop(() -> {
      join(confectionery, other);
      change(total("A1", 4, 6), total("B1", 102, 6));
      assertThat(watcher.writes + other.writes).isOne();
    });
    awaitOnLoop(() -> watcher.writes + other.writes == 2);
  }

  @Test
  void onAnotherBoardNothingOfTheLastIsWritten() {
    RecordingWatcher unserved = new RecordingWatcher();
    RecordingWatcher waiting = new RecordingWatcher();
    begin(INTERVAL, 1, unserved, watcher);
    onLoop(() -> {
      join(confectionery, waiting);
      change(total("A1", 4, 6));
      assertThat(watcher.writes).isOne();
      change(total("B1", 102, 7));
      flushes.reset();
    });
    awaitOnLoop(() -> measured.stream().anyMatch(each -> each.startsWith("onFlushed")));
    onLoop(() -> timers.pass(INTERVAL));
    assertThat(unserved.writes + waiting.writes).isZero();
  }
}

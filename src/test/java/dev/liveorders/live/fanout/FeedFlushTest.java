package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Commits;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.Total;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedFlushTest {
  private final Board board = Commits.board();
  private final WatchedFeed feed =
      new WatchedFeed(board.feed(ELECTRONICS).orElseThrow(), board.seq(), FanoutMeters.NONE);
  private final FeedFlush flush = feed.flush();

  @Test
  void whoIsUpToDateGetsEachChangedProductOnceInOneWrite() {
    RecordingWatcher watcher = join();
    apply(totals(6, total("A1", 4, 6)));
    apply(totals(7, total("A1", 5, 7), total("A2", 8, 7)));

    flushAll(100);

    assertThat(watcher.texts)
        .containsExactly("{\"id\":\"A1\",\"total\":5}", "{\"id\":\"A2\",\"total\":8}");
    assertThat(watcher.writes).isOne();
    assertThat(watcher.position()).isEqualTo(7);
  }

  @Test
  void slowWatcherGetsTheNewestTotalNotEveryTotal() {
    RecordingWatcher slow = join();
    slow.writable = false;
    for (int seq = 6; seq <= 20; seq++) {
      apply(totals(seq, total("A1", seq, seq)));
      flushAll(100);
    }
    assertThat(slow.writes).isZero();

    slow.writable = true;
    flush.catchUp(slow);

    assertThat(slow.texts).containsExactly("{\"id\":\"A1\",\"total\":20}");
    assertThat(slow.position()).isEqualTo(20);
  }

  @Test
  void whoJoinsDuringAFlushIsNotShownItAgain() {
    for (int i = 0; i < 3; i++) {
      join();
    }
    apply(totals(6, total("A1", 4, 6)));
    flush.begin(board.seq());
    flush.serve(1);
    RecordingWatcher late = join();

    while (!flush.isOver()) {
      flush.serve(1);
    }

    assertThat(late.writes).isZero();
  }

  @Test
  void whoeverLeavesDuringAFlushNobodyIsForgotten() {
    List<RecordingWatcher> watchers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      watchers.add(join());
    }
    apply(totals(6, total("A1", 4, 6)));
    flush.begin(board.seq());
    flush.serve(3);
    leave(watchers.remove(9));
    leave(watchers.remove(4));
    leave(watchers.remove(0));

    while (!flush.isOver()) {
      flush.serve(1);
    }

    assertThat(watchers).allSatisfy(watcher -> assertThat(watcher.texts).hasSize(1));
  }

  @Test
  void largeFrameTakesTheTimeOfManyWatchers() {
    List<Product> products = IntStream.range(0, 1_000)
        .mapToObj(i -> Commits.product("P" + i, ELECTRONICS, 1, 6))
        .toList();
    apply(new Commit(Commits.EPOCH, 5, 6, List.of(), products, List.of()));
    RecordingWatcher last = join();
    RecordingWatcher first = join();
    apply(totals(
        7, products.stream().map(product -> new Total(product.id(), 2, 7)).toArray(Total[]::new)));

    flush.begin(board.seq());

    assertThat(flush.serve(10)).isNegative();
    assertThat(first.texts).hasSize(1_000);
    assertThat(last.texts).isEmpty();

    assertThat(flush.serve(10)).as("encoded once").isEqualTo(9);
    assertThat(last.texts).hasSize(1_000);
  }

  @Test
  void whoCannotBeWrittenToIsDisconnectedAndTheOthersAreServed() {
    RecordingWatcher other = join();
    RecordingWatcher broken = join();
    broken.writeFailure = new IllegalStateException("of this test");
    apply(totals(6, total("A1", 4, 6)));

    flushAll(100);

    assertThat(broken.dropped).isTrue();
    assertThat(other.dropped).isFalse();
    assertThat(other.texts).containsExactly("{\"id\":\"A1\",\"total\":4}");
  }

  /** Whatever happens in between, in the end everybody was shown what is, and nobody was shown a step back. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42, 20261123})
  void afterAnyHistoryEverybodyWhoReadsIsExact(long seed) {
    Random random = new Random(seed);
    List<RecordingWatcher> watchers = new ArrayList<>();
    Map<String, Long> model = new HashMap<>(Map.of("A1", 3L, "A2", 7L, "A10", 0L));
    for (int step = 0; step < 3_000; step++) {
      switch (random.nextInt(7)) {
        case 0 -> watchers.add(join());
        case 1 -> {
          if (!watchers.isEmpty()) {
            leave(watchers.remove(random.nextInt(watchers.size())));
          }
        }
        case 2 -> watchers.forEach(watcher -> toggle(watcher, random));
        case 3 -> {
          if (flush.isOver()) {
            flush.begin(board.seq());
          }
        }
        case 4, 5 -> flush.serve(1 + random.nextInt(4));
        default -> {
          String id = List.of("A1", "A2", "A10").get(random.nextInt(3));
          model.merge(id, 1L + random.nextInt(7), Long::sum);
          apply(totals(board.seq() + 1, total(id, model.get(id), board.seq() + 1)));
        }
      }
    }
    watchers.forEach(watcher -> drain(watcher));
    while (!flush.isOver()) {
      flush.serve(10);
    }
    flushAll(10);

    assertThat(feed.feed().products())
        .allSatisfy(product -> assertThat(product.total()).isEqualTo(modelTotal(model, product)));
    assertThat(watchers).isNotEmpty().as("seed %d", seed).allSatisfy(watcher -> assertThat(
            watcher.shown)
        .isEqualTo(model));
  }

  private static long modelTotal(Map<String, Long> model, Product product) {
    return model.get(product.id().value());
  }

  private void toggle(RecordingWatcher watcher, Random random) {
    if (random.nextBoolean()) {
      watcher.writable = false;
    } else {
      drain(watcher);
    }
  }

  private void drain(RecordingWatcher watcher) {
    watcher.writable = true;
    if (watcher.position() < flush.to()) {
      flush.catchUp(watcher);
    }
  }

  private RecordingWatcher join() {
    RecordingWatcher watcher = new RecordingWatcher();
    watcher.subscribe(feed);
    feed.showAll(watcher, board.seq());
    watcher.writes = 0;
    watcher.texts.clear();
    return watcher;
  }

  private static void leave(RecordingWatcher watcher) {
    watcher.unsubscribe();
  }

  private void apply(Commit commit) {
    board.apply(commit, changed -> feed.forgetSnapshots());
  }

  private void flushAll(int slice) {
    flush.begin(board.seq());
    while (!flush.isOver()) {
      flush.serve(slice);
    }
  }
}

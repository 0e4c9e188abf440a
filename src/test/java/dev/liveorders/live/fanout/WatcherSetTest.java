package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatcherSetTest {
  private final WatcherSet set = new WatcherSet(WatcherSet.Kind.FEED);

  @ParameterizedTest
  @ValueSource(longs = {1, 20261128})
  void whoeverJoinsAndLeavesItHasExactlyThoseWhoStayed(long seed) {
    Random random = new Random(seed);
    List<Watcher> expected = new ArrayList<>();
    for (int step = 0; step < 1_000; step++) {
      if (expected.isEmpty() || random.nextInt(5) < 3) {
        expected.add(new RecordingWatcher());
        set.add(expected.get(expected.size() - 1));
      } else {
        Collections.swap(expected, random.nextInt(expected.size()), expected.size() - 1);
        Watcher left = expected.remove(expected.size() - 1);
        set.remove(left);
        assertThat(set.contains(left)).isFalse();
      }
      assertThat(set.size()).as("seed %d", seed).isEqualTo(expected.size());
      assertThat(set.isEmpty()).isEqualTo(expected.isEmpty());
      assertThat(set.toArray()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
    }
    for (int i = 0; i < set.size(); i++) {
      assertThat(set.get(i).place(WatcherSet.Kind.FEED)).isEqualTo(i);
      assertThat(set.contains(set.get(i))).isTrue();
    }
  }

  @Test
  void aWatcherThatLeftHasNoPlaceAndMayJoinAgain() {
    Watcher watcher = new RecordingWatcher();
    set.add(watcher);

    set.remove(watcher);

    assertThat(watcher.place(WatcherSet.Kind.FEED)).isEqualTo(Watcher.NO_PLACE);
    set.add(watcher);
    assertThat(set.toArray()).containsExactly(watcher);
  }

  @Test
  void aWatcherMayBeInAFeedAndInAHub() {
    WatcherSet hub = new WatcherSet(WatcherSet.Kind.HUB);
    Watcher watcher = new RecordingWatcher();
    hub.add(watcher);
    assertThat(set.contains(watcher)).isFalse();
    set.add(watcher);

    hub.remove(watcher);

    assertThat(hub.contains(watcher)).isFalse();
    assertThat(set.contains(watcher)).isTrue();
  }

  @Test
  void aWatcherOfAnotherSetIsNotInThisOne() {
    WatcherSet other = new WatcherSet(WatcherSet.Kind.FEED);
    Watcher mine = new RecordingWatcher();
    Watcher theirs = new RecordingWatcher();
    set.add(mine);
    other.add(theirs);

    assertThat(set.contains(theirs)).isFalse();
    assertThatThrownBy(() -> set.remove(theirs)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> set.add(mine)).isInstanceOf(AssertionError.class);
    assertThat(set.toArray()).containsExactly(mine);
  }
}

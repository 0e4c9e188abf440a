package dev.liveorders.live.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.Window;
import dev.liveorders.model.WindowSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The feeds of one category that differ in their windows alone. */
class WindowSetsTest {
  private static final FeedKey ELECTRONICS = FeedKey.whole(Commits.ELECTRONICS);
  private static final List<Window> ALL = List.of(Window.values());

  private final Board board = Commits.board();

  private WindowedFeed open(List<Window> windows) {
    return (WindowedFeed) board.openFeed(ELECTRONICS.with(WindowSet.of(windows)));
  }

  @Test
  void orderAndRepetitionMakeNoOtherFeed() {
    assertThat(open(List.of(Window.TODAY, Window.LAST_HOUR, Window.TODAY)))
        .isSameAs(open(List.of(Window.LAST_HOUR, Window.TODAY)));
  }

  @Test
  void whoeverAsksForOneSetMoreThanOthersSharesAFeedThatHasItsWindows() {
    Set<WindowedFeed> feeds = new HashSet<>();
    for (int set = 1; set < 1 << ALL.size(); set++) {
      List<Window> asked = subset(set);
      WindowedFeed feed = open(asked);
      feeds.add(feed);
      assertThat(feed.windows()).containsAll(asked);
      if (set <= WindowedFeeds.MAX_SETS) {
        assertThat(feed.windows()).isEqualTo(asked);
      }
    }
    assertThat(feeds).hasSizeLessThanOrEqualTo(WindowedFeeds.MAX_SETS + ALL.size());
    assertThat(open(ALL).windows()).isEqualTo(ALL);
    feeds.forEach(board::closeFeed);
    assertThat(board.filteredFeeds()).isZero();
    assertThat(open(List.of(Window.YESTERDAY)).windows()).containsExactly(Window.YESTERDAY);
  }

  @Test
  void anotherCategoryHasSetsOfItsOwn() {
    for (int set = 1; set <= 8; set++) {
      open(subset(set));
    }
    FeedKey other = FeedKey.whole(Commits.CONFECTIONERY).with(WindowSet.of(List.of(Window.TODAY)));
    assertThat(((WindowedFeed) board.openFeed(other)).windows()).containsExactly(Window.TODAY);
  }

  private static List<Window> subset(int bits) {
    List<Window> windows = new ArrayList<>();
    for (Window window : ALL) {
      if ((bits & 1 << window.ordinal()) != 0) {
        windows.add(window);
      }
    }
    return windows;
  }
}

package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.WindowSet;
import java.util.List;

/** The name of a feed that has, beside each total of another one, what sold within some windows. */
record WindowedKey(FeedKey base, WindowSet windows) implements FeedKey {
  WindowedKey {
    assert base.windows().isEmpty() && !windows.isEmpty() : base + " with " + windows;
  }

  @Override
  public String json() {
    return base.json();
  }

  @Override
  public boolean isLasting() {
    return base.isLasting();
  }

  @Override
  public FeedKey within(List<CategoryName> categories) {
    return base.within(categories).with(windows);
  }

  @Override
  public FeedKey anywhere() {
    return base.anywhere().with(windows);
  }

  @Override
  public int compareToSame(FeedKey other) {
    int byWindows = windows.compareTo(other.windows());
    return byWindows == 0 ? base.compareTo(other.base()) : byWindows;
  }
}

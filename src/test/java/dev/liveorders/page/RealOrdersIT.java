package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Alone;
import dev.liveorders.kit.Leeway;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page's number, which follows orders that a shop places and the server acknowledges, in real Chromium. */
@Alone
class RealOrdersIT {
  private static final int LATEST_MILLIS = 150;
  private static final int SECONDS = 2; // at each rate

  /** In each frame, the time of day and the number that stands on a card. */
  private static final String WATCH = """
      () => {
        const total = document.querySelector("product-item[product-id='A1'] live-total");
        window.frames_ = [];
        const look = () => {
          window.frames_.push([Date.now(), Number(total.textContent.replaceAll(',', ''))]);
          window.next_ = requestAnimationFrame(look);
        };
        cancelAnimationFrame(window.next_);
        window.next_ = requestAnimationFrame(look);
      }""";

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    site = Site.shared();
  }

  /** The machine is shared with the server and the shop, so a few frames may be late. */
  @Test
  void theNumberFollowsTheShopHoweverOftenItOrders() throws Exception {
    try (OpenPage page = site.open("#electronics")) {
      assertFollows(page, 1, 1);
      assertFollows(page, 60, 1);
      assertFollows(page, 5_000, 50);
    }
  }

  private static void assertFollows(OpenPage page, int perSecond, int perRequest) throws Exception {
    long before = site.total("electronics", "A1");
    page.expectTotal("A1", before);
    page.page().evaluate(WATCH);
    Shop shop = new Shop(before, perSecond, perRequest);
    shop.start();
    page.waitFor(() -> !shop.isAlive());
    shop.rethrow();
    page.expectTotal("A1", shop.total);
    page.waitFor(() -> lastShown(page) == shop.total);
    List<Long> lags = lags(frames(page), shop.acknowledged);
    assertThat(lags).hasSizeGreaterThan(10 * SECONDS);
    assertThat(lags.get(lags.size() * 95 / 100))
        .as("milliseconds behind %s orders a second, all frames: %s", perSecond, lags)
        .isLessThan((long) Leeway.over(LATEST_MILLIS));
  }

  /** Measures how far each frame was behind the first acknowledged total that it did not show, shortest first. */
  private static List<Long> lags(List<List<Number>> frames, NavigableMap<Long, Long> acknowledged) {
    List<Long> lags = new ArrayList<>();
    for (List<Number> frame : frames) {
      var missed = acknowledged.higherEntry(frame.get(1).longValue());
      lags.add(missed == null ? 0 : Math.max(0, frame.get(0).longValue() - missed.getValue()));
    }
    Collections.sort(lags);
    return lags;
  }

  @SuppressWarnings("unchecked")
  private static List<List<Number>> frames(OpenPage page) {
    return (List<List<Number>>) page.page().evaluate("() => window.frames_");
  }

  private static long lastShown(OpenPage page) {
    return ((Number) page.page().evaluate("() => window.frames_.at(-1)[1]")).longValue();
  }

  /** A shop that orders one product evenly, and knows when each total was acknowledged. */
  private static final class Shop extends Thread {
    private final NavigableMap<Long, Long> acknowledged = new TreeMap<>();
    private final int perSecond;
    private final int perRequest;
    private volatile long total;
    private volatile Exception fault;

    Shop(long before, int perSecond, int perRequest) {
      this.total = before;
      this.perSecond = perSecond;
      this.perRequest = perRequest;
    }

    @Override
    public void run() {
      try {
        List<String> items =
            IntStream.range(0, perRequest).mapToObj(item -> "A1").toList();
        long began = System.nanoTime();
        for (int order = 0; order < perSecond * SECONDS; order += perRequest) {
          long due = began + TimeUnit.SECONDS.toNanos(order) / perSecond;
          TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
          site.orderMany(items);
          total += perRequest;
          acknowledged.put(total, System.currentTimeMillis());
        }
      } catch (Exception thrown) {
        fault = thrown;
      }
    }

    void rethrow() throws Exception {
      join();
      if (fault != null) {
        throw fault;
      }
    }
  }
}

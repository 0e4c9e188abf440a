package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import dev.liveorders.kit.Soak;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A wall that hangs for a night: its clock and its feeds are the test's, so that hours pass in seconds. In each hour
 * it hears all messages of that hour, then its clock leaps, as that of a machine that slept, and all connections are
 * made anew.
 */
@Soak
class WallSoakIT {
  private static final int HOURS = 12;
  private static final int MINUTES_OF_HOUR = 60;
  private static final int SETTLE_MILLIS = 10_000;
  private static final int MESSAGES_PER_MINUTE = 12; // of each list
  private static final long MAX_GROWTH = 400_000; // bytes

  /** Feeds that the test speaks for, which begin with the newest list, and a server that answers all else at once. */
  private static final String FAKES = """
      window.feeds = [];
      window.newest = {}; // by path
      window.WebSocket = class {
        constructor(url) {
          this.path = new URL(url).pathname;
          feeds.push(this);
          setTimeout(() => this.onmessage?.({ data: newest[this.path] ?? '{"type":"heartbeat"}' }));
        }
        close() {
          feeds = feeds.filter((each) => each !== this);
        }
      };
      const answers = {
        'wall.html': null,
        categories: [{ category: 'all', title: 'All', products: 40 }],
        'products/all': Array.from({ length: 40 }, (_, i) => ({ id: `P${i}`, name: `Product ${i}` })),
      };
      window.fetch = async (url) => {
        const [name] = Object.keys(answers).filter((each) => String(url).endsWith(each));
        return new Response(JSON.stringify(answers[name]), { headers: { ETag: '"1"' } });
      };""";

  /** Lets minutes pass: bestsellers change places, products come and go, sales arrive. */
  private static final String PASS = """
      ([first, minutes, each]) => {
        const say = (path, message) => {
          newest[path] = JSON.stringify({ type: path.slice(1), ...message });
          feeds.filter((feed) => feed.path === path).forEach((feed) => feed.onmessage({ data: newest[path] }));
        };
        for (let minute = first; minute < first + minutes; minute++) {
          for (let turn = 0; turn < each; turn++) {
            const seq = minute * each + turn;
            const at = new Date(Date.UTC(2026, 10, 27, 18) + minute * 60_000 + turn * 1_000).toISOString();
            const curve = Array.from({ length: 60 }, (_, i) => (seq * 7 + i * i) % 90);
            say('/trends', { from: at, at, orders: curve, ordersBefore: curve.toReversed(), today: { amount: seq * 3, yesterday: seq + 1 } });
            say('/top', { window: '24h', entries: Array.from({ length: 7 }, (_, i) => ({ id: `P${(seq + i * 5) % 40}`, count: 900 - i })) });
            say('/recent', { entries: Array.from({ length: 20 }, (_, i) => ({ at, seq: seq * 3 - i, id: `P${(seq * 3 - i + 400) % 40}`, amount: 1 })) });
          }
        }
      }""";

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    site = Site.shared();
  }

  @Test
  void itsMemoryIsFlat() {
    BrowserContext context = site.browser().newContext();
    context.clock().install();
    context.addInitScript(FAKES);
    try (WallPage wall = new WallPage(context, site.url() + "/wall.html?title=Night")) {
      CDPSession session = context.newCDPSession(wall.page());
      session.send("Performance.enable");
      pass(wall, 0);
      long before = metric(session, "JSHeapUsedSize");
      long nodes = metric(session, "Nodes");
      long listeners = metric(session, "JSEventListeners");

      for (int hour = 1; hour <= HOURS; hour++) {
        pass(wall, hour);
      }

      assertThat(metric(session, "Nodes")).isLessThanOrEqualTo(nodes + 50);
      assertThat(metric(session, "JSEventListeners")).isLessThanOrEqualTo(listeners + 10);
      assertThat(metric(session, "JSHeapUsedSize") - before).isLessThan(MAX_GROWTH);
      assertThat(wall.names().count()).isEqualTo(7);
      assertThat((Integer) wall.page().evaluate("feeds.length")).isEqualTo(3);
      assertThat(wall.find(".band").isHidden()).isTrue();
    }
  }

  private static void pass(WallPage wall, int hour) {
    wall.page()
        .evaluate(PASS, List.of(hour * MINUTES_OF_HOUR, MINUTES_OF_HOUR, MESSAGES_PER_MINUTE));
    wall.page().clock().fastForward(3_600_000 - SETTLE_MILLIS);
    wall.page().clock().runFor(SETTLE_MILLIS);
  }

  /** After what is not used any more was collected. */
  private static long metric(CDPSession session, String name) {
    session.send("HeapProfiler.collectGarbage");
    for (JsonElement each : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      JsonObject metric = each.getAsJsonObject();
      if (metric.get("name").getAsString().equals(name)) {
        return metric.get("value").getAsLong();
      }
    }
    throw new AssertionError(name);
  }
}

package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What comes between a page and its server in real life, in real Chromium: other tabs, a server that is down, no
 * network, a proxy that knows no sockets, a visitor who looks elsewhere. Long times are of the page's own clock.
 */
class StayingLiveIT {
  private static final int MINUTE_MILLIS = 60_000;
  private static final int MESSAGES = 20; // that arrive at once
  private static final String RESUMED = ".*\\?windows=24h&epoch=[0-9a-f]{16}&since=\\d+";

  private static Site site;
  private BrowserContext context;
  private long before;

  @BeforeAll
  static void start() throws Exception {
    site = Site.shared();
  }

  @BeforeEach
  void look() throws Exception {
    context = site.browser().newContext();
    before = site.total("electronics", "A1");
  }

  @Test
  void tabsShareASocketAndWhenOneClosesTheOtherTakesOverWithoutAStepBack() throws Exception {
    context.addInitScript(OpenPage.PATIENT);
    OpenPage leader = open();
    try (OpenPage other = open()) {
      order(2);
      leader.expectTotal("A1", before + 2);
      other.expectTotal("A1", before + 2);
      assertThat(leader.sockets()).isOne();
      assertThat(other.sockets()).isZero();
      Recording recording = Recording.of(other);

      leader.page().close();
      other.waitFor(() -> other.answeredSockets().size() == 1);
      order(3);

      other.expectTotal("A1", before + 5);
      other.waitFor(() -> recording.numbers("A1").contains(before + 5));
      assertThat(other.answeredSockets()).singleElement().asString().matches(RESUMED);
      recording.assertNeverWrong("A1", before + 2, before + 5);
      assertThat(recording.states()).isEmpty();
    }
  }

  @Test
  void aServerThatIsAwayForHalfAMinuteCostsOneReconnectAndNoFlicker() throws Exception {
    context.clock().install();
    try (OpenPage page = open()) {
      page.expectTotal("A1", before);
      Recording recording = Recording.of(page);

      site.killServer();
      page.expectState("reconnecting");
      context.clock().runFor(MINUTE_MILLIS / 2);
      assertThat(page.sockets()).isGreaterThan(1);
      site.restartServer();
      order(4);
      pass(page, () -> page.answeredSockets().size() == 2);

      page.expectState("live");
      page.expectTotal("A1", before + 4);
      pass(page, () -> recording.numbers("A1").contains(before + 4));
      assertThat(page.answeredSockets().get(1)).matches(RESUMED);
      recording.assertNeverWrong("A1", before, before + 4);
      assertThat(recording.states()).containsExactly("reconnecting", "live");
      page.allowNetworkErrors();
    }
  }

  @Test
  void aDeviceThatWasOfflineIsExactAtOnceWhenTheNetworkIsBack() throws Exception {
    Tap tap = Tap.on(context);
    context.clock().install();
    try (OpenPage page = open()) {
      page.expectTotal("A1", before);
      Recording recording = Recording.of(page);

      tap.cut();
      context.setOffline(true);
      pass(page, () -> recording.states().equals(List.of("reconnecting")));
      order(1);
      context.clock().fastForward(MINUTE_MILLIS);
      page.expectTotal("A1", before);
      tap.mend();
      context.setOffline(false);

      page.expectState("live");
      page.expectTotal("A1", before + 1);
      recording.assertNeverWrong("A1", before, before + 1);
      page.allowNetworkErrors();
    }
  }

  @Test
  void aPageFrozenForAMinuteIsExactAtOnceWhenItIsLookedAt() throws Exception {
    context.clock().install();
    try (OpenPage page = open()) {
      page.expectTotal("A1", before);
      show(page, "hidden");
      setLifecycle(page, "frozen");
      order(7);
      setLifecycle(page, "active");
      context.clock().fastForward(MINUTE_MILLIS);
      show(page, "visible");

      page.expectTotal("A1", before + 7);
      page.expectState("live");
    }
  }

  @Test
  void aPageHiddenForLongLetsItsSocketGoAndResumesWhenItIsLookedAt() throws Exception {
    context.clock().install();
    try (OpenPage page = open()) {
      page.expectTotal("A1", before);
      show(page, "hidden");
      context.clock().fastForward(6 * MINUTE_MILLIS);
      page.expectState("reconnecting");
      int sockets = page.sockets();
      order(7);
      page.expectTotal("A1", before);
      show(page, "visible");

      page.expectTotal("A1", before + 7);
      page.expectState("live");
      assertThat(page.sockets()).isEqualTo(sockets + 1);
      assertThat(page.answeredSockets()).last().asString().matches(RESUMED);
    }
  }

  @Test
  void whereSocketsAreBlockedEventsDoAndWhereTheseAreTooPollingDoes() throws Exception {
    context.addInitScript("delete window.WebSocket");
    context.clock().install();
    try (OpenPage page = open()) {
      order(1);
      page.expectTotal("A1", before + 1);

      context.route("**/orders/*", route -> {
        if (route.request().headers().get("accept").equals("text/event-stream")) {
          route.abort();
        } else {
          route.resume();
        }
      });
      context.setOffline(true); // which ends the stream
      order(1);
      context.setOffline(false);
      String total = Long.toString(before + 2);
      pass(page, () -> total.equals(page.card("A1").locator("live-total").getAttribute("value")));
      assertThat(page.sockets()).isZero();
      page.allowNetworkErrors();
    }
  }

  /** For a visitor who wants no motion, so that every paint shows the newest number and a needless one is seen. */
  @Test
  void aNumberIsPaintedOncePerFrameWhateverArrives() throws Exception {
    context =
        site.browser().newContext(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    Tap tap = Tap.on(context);
    try (OpenPage page = open()) {
      page.expectTotal("A1", before);
      Recording recording = Recording.of(page);

      tap.hold();
      for (int order = 1; order <= MESSAGES; order++) {
        order(1);
        String told = "\"total\":" + (before + order) + ",";
        page.waitFor(() -> tap.held().stream().anyMatch(frame -> frame.contains(told)));
      }
      tap.release();

      page.expectTotal("A1", before + MESSAGES);
      page.waitFor(() -> recording.numbers("A1").contains(before + MESSAGES));
      assertThat(recording.mostPaintsInAFrame()).isOne();
      recording.assertNeverWrong("A1", before, before + MESSAGES);
    }
  }

  /** Lets the page's time pass until a condition holds. */
  private void pass(OpenPage page, BooleanSupplier condition) {
    page.waitFor(() -> {
      context.clock().runFor(250);
      return condition.getAsBoolean();
    });
  }

  /** Headless tabs are always visible: this is what a page notices of the visitor. */
  private static void show(OpenPage page, String visibility) {
    page.page().evaluate("""
            (visibility) => {
              Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
              document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
            }""", visibility);
  }

  private void setLifecycle(OpenPage page, String state) {
    CDPSession session = context.newCDPSession(page.page());
    JsonObject parameters = new JsonObject();
    parameters.addProperty("state", state);
    session.send("Page.setWebLifecycleState", parameters);
  }

  private OpenPage open() {
    return site.open(context, "#electronics");
  }

  private static void order(int amount) throws Exception {
    site.order("A1", amount);
  }
}

package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How the number of {@code <live-total>} follows its total, in real Chromium. */
class LiveNumbersIT {
  private static final int FRAMES = 20;

  /**
   * Changes the total at a rate, so many times and for so many frames, and in each frame notes by how many
   * milliseconds the text is behind it. That may be two turns of 40 ms (approach.js) and the frames until they are
   * painted, however far these are apart.
   */
  private static final String FOLLOW = """
      async ([perSecond, changes, frames]) => {
        await customElements.whenDefined('live-total');
        const element = document.createElement('live-total');
        document.querySelector('main').replaceChildren(element);
        const began = performance.now();
        const steps = [{ at: began, total: 1_000 }]; // what it was told, and when
        const lags = [];
        let backwards = 0;
        let before = 0;
        let frameBefore = Infinity;
        let apart = 0;
        element.value = 1_000;
        const isEnough = () => steps.length > changes && lags.length > frames;
        const { port1, port2 } = new MessageChannel(); // a timer comes 250 times a second at most
        const again = () => (perSecond > 100 ? port2.postMessage(0) : setTimeout(change, 250 / perSecond));
        const change = () => {
          const now = performance.now();
          const total = 1_000 + Math.floor(((now - began) / 1_000) * perSecond) * 7;
          if (total !== steps.at(-1).total) {
            steps.push({ at: now, total });
            element.value = total;
          }
          if (isEnough()) port1.close();
          else again();
        };
        port1.onmessage = change;
        again();
        await new Promise((done) => {
          const look = (frame) => {
            const shown = Number(element.textContent.replaceAll(',', ''));
            if (shown < before) backwards++;
            before = shown;
            apart = Math.max(apart, frame - frameBefore);
            frameBefore = frame;
            const missed = steps.find(({ total }) => total > shown);
            lags.push(missed ? Math.max(0, frame - missed.at) : 0);
            if (isEnough()) done();
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(() => requestAnimationFrame(look));
        });
        return { lag: Math.max(...lags), allowed: 80 + 3 * apart, backwards };
      }""";

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    site = Site.shared();
  }

  @Test
  void aNumberIsNeverFarBehindHoweverOftenItChanges() throws Exception {
    try (ShopPage page = ShopPage.open(site, "")) {
      assertFollows(page, 1, 2);
      assertFollows(page, 60, 60);
      assertFollows(page, 5_000, 500);
    }
  }

  @SuppressWarnings("unchecked") // what the script makes
  private static void assertFollows(ShopPage page, int perSecond, int changes) {
    Map<String, Number> seen =
        (Map<String, Number>) page.page().evaluate(FOLLOW, List.of(perSecond, changes, FRAMES));
    assertThat(seen.get("lag").doubleValue()).isLessThan(seen.get("allowed").doubleValue());
    assertThat(seen.get("backwards").intValue()).isZero();
  }

  @Test
  void oneThatCannotBeSeenIsWrittenOnceASecondAndIsRightWhenItCanBe() throws Exception {
    try (ShopPage page = ShopPage.open(
        site,
        "<live-total id=near></live-total><p style='height: 9000px'></p>"
            + "<live-total id=far></live-total>")) {
      Object seen = page.page().evaluate("""
          async () => {
            await customElements.whenDefined('live-total');
            const [near, far] = ['#near', '#far'].map((id) => document.querySelector(id));
            const frame = () => new Promise(requestAnimationFrame);
            for (let i = 0; i < 10; i++) await frame(); // until what can be seen is known
            far.value = 0;
            await frame();
            await frame();
            const first = far.textContent;
            const writes = { near: 0, far: 0 };
            new MutationObserver((records) => records.forEach(({ target }) => writes[target.id]++))
              .observe(document.body, { childList: true, subtree: true });
            const began = performance.now();
            let total = 0;
            while (performance.now() < began + (writes.near > 10 ? 2_500 : 30_000)) {
              near.value = far.value = ++total;
              await frame();
            }
            const seconds = (performance.now() - began) / 1_000;
            const seldom = writes.far <= seconds + 1;
            far.scrollIntoView();
            for (let i = 0; i < 30 && far.textContent !== String(total); i++) await frame();
            return [seldom, writes.near > 10, far.textContent === String(total), first].join();
          }""");
      assertThat(seen)
          .as("seldom written, the other often, right at last and at first")
          .isEqualTo("true,true,true,0");
    }
  }

  @Test
  void oneOfAVisitorWhoWantsNoMotionLeapsAndNothingIsWrittenTwice() throws Exception {
    NewContextOptions still = new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE);
    try (ShopPage page = ShopPage.open(site, still, "", "<live-total></live-total>", Map.of())) {
      Object texts = page.page().evaluate("""
          async () => {
            await customElements.whenDefined('live-total');
            const element = document.querySelector('live-total');
            const texts = [];
            new MutationObserver(() => texts.push(element.textContent)).observe(element, { childList: true });
            for (const total of [5, 1_000, 1_000, 7]) {
              element.value = total;
              for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);
            }
            return texts.join(' ');
          }""");
      assertThat(texts).isEqualTo("5 1,000 7");
    }
  }
}

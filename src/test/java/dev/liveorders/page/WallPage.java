package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import java.util.ArrayList;
import java.util.List;

/** The wall in a tab, with everything it complained of. */
final class WallPage implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  /** In a new tab of this profile, which is closed with the page. */
  WallPage(BrowserContext context, String url) {
    this.context = context;
    this.page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        errors.add(message.text());
      }
    });
    page.onPageError(errors::add);
    page.navigate(url);
  }

  Page page() {
    return page;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  /** The names of the bestsellers that it shows, the best first. */
  Locator names() {
    return page.locator("bestseller-bars [role=listitem]:not([hidden]) .name");
  }

  /** Measures by how many pixels the wall is larger than its screen, two frames after a change of its size. */
  int overflow(String side) {
    Object more = page.evaluate("""
        async (side) => {
          for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
          return document.documentElement['scroll' + side] - window['inner' + side];
        }""", side);
    return ((Number) more).intValue();
  }

  /** Measures by how many pixels the largest number would leave what is within the padding of its section. */
  int overflowOfNumber(int number) {
    Object more = page.evaluate("""
        async (number) => {
          const total = document.querySelector('.today live-total');
          total.value = number;
          for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
          const range = document.createRange();
          range.selectNodeContents(total);
          const section = total.closest('section');
          const right = section.getBoundingClientRect().right - parseFloat(getComputedStyle(section).paddingRight);
          return range.getBoundingClientRect().right - right;
        }""", number);
    return (int) Math.ceil(((Number) more).doubleValue());
  }

  IsHiddenOptions hiddenWithin(int millis) {
    return new IsHiddenOptions().setTimeout(millis);
  }

  /** The test itself made requests fail. */
  void allowErrors() {
    errors.removeIf(error ->
        error.startsWith("Failed to load resource") || error.startsWith("WebSocket connection"));
  }

  /** Closes, and fails if the page complained of anything. */
  @Override
  public void close() {
    context.close();
    assertThat(errors).as("console errors").isEmpty();
  }
}

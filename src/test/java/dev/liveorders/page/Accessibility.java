package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.util.List;
import java.util.Map;

/**
 * What axe finds wrong with a page, and whether the page fits its screen. All rules are asked once for each markup;
 * another color scheme changes colors alone, so there the rule of contrast is all there is to ask.
 */
final class Accessibility {
  private static final String CONTRAST = "color-contrast";

  /** Runs the axe that is in the page by now: with these rules, or with all. */
  private static final String RUN = """
      async (rules) => {
        const { violations, passes } = await axe.run({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) });
        return {
          broken: violations.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)),
          kept: passes.length,
        };
      }""";

  /** In the second frame after a change of size: by then all that follows the size has done so. */
  private static final String WIDTH = """
      async () => {
        for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
        return document.documentElement.scrollWidth;
      }""";

  private Accessibility() {}

  /** Fails if a page breaks a rule, as it is now. */
  static void assertNoViolations(Page page) {
    page.evaluate(AxeBuilder.getAxeScript());
    assertKeeps(page, null);
  }

  /** The same for a page in light colors; and fails if its texts are hard to read in the dark or in forced colors. */
  static void assertUsable(Page page) {
    assertNoViolations(page);
    assertReadable(page, new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertReadable(
        page,
        new EmulateMediaOptions()
            .setColorScheme(ColorScheme.LIGHT)
            .setForcedColors(ForcedColors.ACTIVE));
    page.emulateMedia(new EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
  }

  private static void assertReadable(Page page, EmulateMediaOptions look) {
    page.emulateMedia(look);
    assertKeeps(page, List.of(CONTRAST));
  }

  private static void assertKeeps(Page page, List<String> rules) {
    Map<?, ?> found = (Map<?, ?>) page.evaluate(RUN, rules);
    assertThat((List<?>) found.get("broken")).isEmpty();
    assertThat((Integer) found.get("kept")).as("rules that were kept").isPositive();
  }

  /** Fails if a page is wider than a screen of one of these widths. */
  static void assertFits(Page page, int... widths) {
    for (int width : widths) {
      page.setViewportSize(width, 1_000);
      assertThat(((Number) page.evaluate(WIDTH)).intValue()).isLessThanOrEqualTo(width);
    }
  }
}

package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page in real Chromium, against the packaged jar. One server and one browser serve all tests. */
class PageIT {
  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    site = Site.shared();
  }

  @Test
  void totalsAreThereAtOnceAndEveryOrderArrivesAndOrderOneOrdersOneOnce() throws Exception {
    try (OpenPage page = site.open("#electronics")) {
      long before = site.total("electronics", "A1");
      page.expectTotal("A1", before);
      assertThat(page.card("A1").locator("h2")).hasText("Vacuum Cleaner");
      assertThat(page.card("A1").locator(".rrp")).hasText("RRP 99.99");

      site.order("A1", 4);

      page.expectTotal("A1", before + 4);
      assertThat(page.card("A1").locator("change-mark")).hasText("+4");

      long beforeOne = site.total("electronics", "A2");
      page.expectTotal("A2", beforeOne);
      PassingStates states = PassingStates.of(page, "order-button", "state");
      page.card("A2").locator("order-button button").click();
      page.waitFor(() -> states.of("A2").contains("ordered"));
      page.expectTotal("A2", beforeOne + 1);
      assertThat(site.total("electronics", "A2")).isEqualTo(beforeOne + 1);
      assertThat(page.sockets()).isOne();
    }
  }

  @Test
  void aSwitchUsesTheSameSocketByClickByBackButtonAndByKeyboard() throws Exception {
    try (OpenPage page = site.open("#electronics")) {
      page.tab("confectionery").click();
      page.expectCategory("confectionery", "Confectionery");
      page.expectTotal("B1", site.total("confectionery", "B1"));
      assertThat(page.card("A1")).hasCount(0);

      page.page().goBack();
      page.expectCategory("electronics", "Electronics");
      page.expectTotal("A1", site.total("electronics", "A1"));

      page.tab("confectionery").focus();
      page.page().keyboard().press("Enter");
      page.expectCategory("confectionery", "Confectionery");
      long before = site.total("confectionery", "B1");
      site.order("A1", 1);
      site.order("B1", 2);
      page.expectTotal("B1", before + 2);
      assertThat(page.sockets()).isOne();
    }
  }

  @Test
  void aProductAddedOnOnePageAppearsOnEveryOther() throws Exception {
    try (OpenPage page = site.open("#confectionery");
        OpenPage other = site.open("#confectionery")) {
      page.page().locator("add-product > button").click();
      page.page().fill("#Add-name", "Liquorice <b>& more</b>");
      page.page().fill("#Add-rrp", "4.5");
      page.page().fill("#Add-info", "Salty.");
      page.page().locator("add-product button[type=submit]").click();

      Locator card = other
          .page()
          .locator("product-item")
          .filter(new Locator.FilterOptions().setHasText("Liquorice"));
      assertThat(card.locator("h2")).hasText("Liquorice <b>& more</b>");
      assertThat(card.locator("live-total")).hasAttribute("value", "0");
      String id = card.getAttribute("product-id");
      page.expectTotal(id, 0);
      site.order(id, 3);
      page.expectTotal(id, 3);
      other.expectTotal(id, 3);
    }
  }

  @Test
  void whatTheServerRejectsIsSaidBesideItsField() {
    try (OpenPage page = site.open("#electronics")) {
      page.page().locator("add-product > button").click();
      page.page().fill("#Add-name", "Again");
      page.page().fill("#Add-rrp", "-1");
      page.page().locator("add-product button[type=submit]").click();
      assertThat(page.page().locator("#Add-rrp-error")).containsText("-1");

      page.page().fill("#Add-rrp", "1");
      page.page().fill("#Add-id", "A1");
      page.page().locator("add-product button[type=submit]").click();
      assertThat(page.page().locator("#Add-id-error")).containsText("A1");
      assertThat(page.page().locator("#Add-id")).hasAttribute("aria-invalid", "true");
      page.allowNetworkErrors();
    }
  }

  @Test
  void aServerThatDiesLeavesTheTotalsInPlaceAndIsFoundAgainWithWhatWasOrderedMeanwhile()
      throws Exception {
    try (OpenPage page = site.open("#electronics")) {
      long before = site.total("electronics", "A1");
      page.expectTotal("A1", before);
      long other = site.total("electronics", "A2");

      site.killServer();
      page.expectState("reconnecting");
      page.expectTotal("A1", before);
      assertThat(page.page().locator("product-board[stale]")).hasCount(1);
      assertThat(page.page().locator("stale-banner")).containsText("These totals are from ");
      assertThat(page.page()).hasTitle("Not live · Electronics · Live Orders");
      assertThat(page.page().locator("stale-banner button")).isVisible();
      page.card("A2").locator("order-button button").click();
      assertThat(page.card("A2").locator("order-button")).hasAttribute("state", "waiting");
      page.tab("confectionery").click();
      site.restartServer();
      site.order("A1", 5);
      page.retryNow();

      page.expectState("live");
      page.tab("electronics").click();
      page.expectTotal("A1", before + 5);
      page.expectTotal("A2", other + 1);
      assertThat(page.page().locator("product-board[stale]")).hasCount(0);
      assertThat(page.page().locator("stale-banner")).isHidden();
      page.allowNetworkErrors();
    }
  }

  @Test
  void twoPagesAgreeWithEachOtherAndWithJson() throws Exception {
    try (OpenPage one = site.open("#electronics");
        OpenPage two = site.open("#electronics")) {
      for (int i = 0; i < 20; i++) {
        site.order(i % 2 == 0 ? "A1" : "A2", 1 + i % 3);
      }
      for (String product : List.of("A1", "A2")) {
        long total = site.total("electronics", product);
        one.expectTotal(product, total);
        two.expectTotal(product, total);
      }
    }
  }
}

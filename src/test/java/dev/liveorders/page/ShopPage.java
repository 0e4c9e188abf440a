package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A page of a shop with elements of ours, in a tab, with all that it warned of and every socket it opened. */
final class ShopPage implements AutoCloseable {
  /** What Chromium itself logs of a file that is not there. */
  private static final String OF_THE_NETWORK = "Failed to load resource";

  private final ShopServer server;
  private final BrowserContext context;
  private final Page page;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<WebSocket> sockets = new ArrayList<>();

  private ShopPage(ShopServer server, BrowserContext context, String script) {
    this.server = server;
    this.context = context;
    if (!script.isEmpty()) {
      context.addInitScript(script);
    }
    page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("warning")) {
        warnings.add(message.text());
      } else if (message.type().equals("error") && !message.text().startsWith(OF_THE_NETWORK)) {
        errors.add(message.text());
      }
    });
    page.onPageError(errors::add);
    page.onWebSocket(sockets::add);
    page.navigate(server.url());
  }

  /** A page with the one script tag, and this markup. */
  static ShopPage open(Site site, String markup) throws IOException {
    return open(site, new NewContextOptions(), "", markup, Map.of());
  }

  /**
   * A page with the one script tag, and this markup.
   *
   * @param script  runs before anything of the page
   * @param headers of the page
   */
  static ShopPage open(
      Site site,
      NewContextOptions options,
      String script,
      String markup,
      Map<String, String> headers)
      throws IOException {
    String html =
        "<script type=module src='" + site.url() + "/live-total-element.js'></script>" + markup;
    return new ShopPage(ShopServer.page(html, headers), site.browser().newContext(options), script);
  }

  /** The page that somebody else serves, which is closed with this one. */
  static ShopPage open(Site site, ShopServer server) {
    return new ShopPage(server, site.browser().newContext(), "");
  }

  Page page() {
    return page;
  }

  Locator total(String selector) {
    return page.locator("live-total" + selector);
  }

  /** Waits until an element shows that it is in a state. */
  void expectState(String selector, String state) {
    assertThat(total(selector)).hasAttribute("state", state);
  }

  /** Waits until an element has exactly this total. */
  void expectTotal(String selector, long total) {
    assertThat(total(selector)).hasAttribute("value", Long.toString(total));
  }

  /** What the elements explained. */
  List<String> warnings() {
    return warnings.stream()
        .filter(warning -> warning.startsWith("<live-total>"))
        .toList();
  }

  /** What the page was warned of by any element. */
  List<String> allWarnings() {
    return warnings;
  }

  /** Exceptions that nobody caught, and what the page itself called an error. */
  List<String> errors() {
    return errors;
  }

  /** The addresses of all sockets opened so far. */
  List<String> sockets() {
    return sockets.stream().map(WebSocket::url).toList();
  }

  @Override
  public void close() {
    context.close();
    server.close();
  }
}

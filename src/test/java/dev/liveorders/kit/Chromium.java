package dev.liveorders.kit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;

/**
 * A real browser: Chromium's headless shell, which is Debian's and is installed where it is not yet, or else the
 * machine's own Chromium. The shell has the same engine without windows: a page costs a third of the processor time.
 * Never a download of its own. The suites of a JVM share it, each in profiles of its own. Assertions on its pages wait
 * as long as {@link Await}. For one thread, as Playwright is.
 */
public final class Chromium {
  private static final List<String> ARGUMENTS = List.of(
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync");

  private static Browser browser;

  private Chromium() {}

  /** The browser, headless; it runs until the JVM ends. */
  public static Browser browser() {
    if (browser == null || !browser.isConnected()) {
      browser = start();
    }
    return browser;
  }

  private static Browser start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(Await.TIMEOUT.toMillis());
    BrowserDriver.get();
    Playwright playwright = Playwright.create();
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "chromium-end"));
    return playwright
        .chromium()
        .launch(new LaunchOptions().setExecutablePath(executable()).setArgs(ARGUMENTS));
  }

  private static Path executable() {
    try {
      return DebianPackage.program("chromium-headless-shell", "chromium-headless-shell");
    } catch (IllegalStateException elsewhere) {
      return DebianPackage.program("chromium", "chromium", "chromium-browser", "google-chrome");
    }
  }
}

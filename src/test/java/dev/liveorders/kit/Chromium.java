package dev.liveorders.kit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser: the machine's Chromium, or Debian's, which is installed when there is none. Never a download of its own. */
public final class Chromium implements AutoCloseable {
  private static final String INSTALL =
      "apt-get update && apt-get install -y --no-install-recommends chromium";
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> ARGUMENTS = List.of(
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync");
  private static final long INSTALL_MINUTES = 5;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it, headless, with an empty profile. */
  public static Chromium start() throws IOException, InterruptedException {
    Path executable = find();
    Playwright playwright = Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser = playwright
        .chromium()
        .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
    return new Chromium(playwright, browser);
  }

  public Browser browser() {
    return browser;
  }

  private static Path find() throws IOException, InterruptedException {
    return installed().findFirst().orElseGet(Chromium::install);
  }

  private static Stream<Path> installed() {
    return NAMES.stream()
        .flatMap(name ->
            Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable);
  }

  private static Path install() {
    String command = System.getProperty("user.name").equals("root")
        ? INSTALL
        : "sudo -n sh -c '" + INSTALL + "'";
    try {
      Process process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
      if (process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0) {
        return installed().findFirst().orElseThrow();
      }
      process.destroyForcibly();
    } catch (IOException e) {
      throw needed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw needed(e);
    }
    throw needed(null);
  }

  private static IllegalStateException needed(Exception cause) {
    return new IllegalStateException(
        "the browser tests need Chromium, and it could not be installed; run as root: " + INSTALL,
        cause);
  }

  @Override
  public void close() {
    playwright.close();
  }
}

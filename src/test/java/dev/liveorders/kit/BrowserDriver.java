package dev.liveorders.kit;

import com.microsoft.playwright.impl.driver.Driver;
import com.microsoft.playwright.impl.driver.jar.DriverJar;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Playwright's driver with its Node.js, 130 MB. All JVMs of a build share one copy, where Playwright would unpack one
 * for each; it stays in {@code target/playwright} for the next build.
 */
final class BrowserDriver {
  private static final Path FOLDER = Path.of("target/playwright");

  private BrowserDriver() {}

  /** The driver, which brings no browser. */
  static synchronized Driver get() {
    Path unpacked =
        FOLDER.resolve("driver-" + Driver.class.getPackage().getImplementationVersion());
    try {
      Files.createDirectories(FOLDER);
      unpack(unpacked);
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError("cannot unpack " + unpacked, e);
    }
    System.setProperty("playwright.cli.dir", unpacked.toAbsolutePath().toString());
    return Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
  }

  private static void unpack(Path unpacked) throws IOException, URISyntaxException {
    try (FileChannel file = FileChannel.open(
        FOLDER.resolve("driver.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.lock(); // until it is closed: other JVMs wait
      if (!Files.exists(unpacked)) {
        Path whole = Files.createTempDirectory(FOLDER, "driver");
        DriverJar.installDriverTo(whole);
        Files.move(whole, unpacked, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}

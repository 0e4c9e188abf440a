package dev.liveorders.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The memory of Chromium's renderers, of which each tab has one, as the kernel counts it. */
final class RendererMemory {
  private RendererMemory() {}

  /** The bytes of its own that the largest renderer has: without what it shares with others, or maps from files. */
  static long most(Browser browser) throws IOException {
    long most = 0;
    JsonObject info = browser.newBrowserCDPSession().send("SystemInfo.getProcessInfo");
    for (JsonElement each : info.getAsJsonArray("processInfo")) {
      JsonObject process = each.getAsJsonObject();
      if (process.get("type").getAsString().equals("renderer")) {
        most = Math.max(most, anonymous(process.get("id").getAsLong()));
      }
    }
    return most;
  }

  private static long anonymous(long process) throws IOException {
    try {
      return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }
}

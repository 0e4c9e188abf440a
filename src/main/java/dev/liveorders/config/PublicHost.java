package dev.liveorders.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An entry of the names that a server is reached by: {@code totals.shop.example}, with a port if no other will do,
 * {@code
 * *.shop.example} for all names below one, or {@code *}.
 */
public final class PublicHost {
  private static final Pattern FORM = Pattern.compile(
      "\\*|(\\*\\.)?([a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?|\\[[0-9a-f:.]+])(:\\d{1,5})?");

  private static final Pattern WITH_PORT = Pattern.compile(".*:\\d+");

  private final String entry;
  private final boolean withPort;

  private PublicHost(String entry) {
    this.entry = entry;
    this.withPort = WITH_PORT.matcher(entry).matches();
  }

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException when no {@code Host} header ever is so; says what to write
   */
  public static PublicHost parse(String entry) {
    String lower = entry.toLowerCase(Locale.ROOT);
    if (!FORM.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "is no host; write a name alone, like totals.shop.example, with a port if no other will do, *.shop.example or *");
    }
    return new PublicHost(lower);
  }

  /** Reads entries that were checked before. */
  public static List<PublicHost> all(List<String> entries) {
    return entries.stream().map(PublicHost::parse).toList();
  }

  /**
   * Tells whether a request is for this host.
   *
   * @param host      of the {@code Host} header, in lower case, without its port
   * @param authority the same with its port, if it has one
   */
  public boolean matches(String host, String authority) {
    if (entry.equals("*")) {
      return true;
    }
    String asked = withPort ? authority : host;
    return entry.startsWith("*.") ? asked.endsWith(entry.substring(1)) : asked.equals(entry);
  }
}

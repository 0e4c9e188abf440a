package dev.liveorders.config;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of a list of origins: {@code https://shop.example}, {@code https://*.shop.example} for all names below it,
 * {@code http://localhost:*} for any port, {@code null} for pages without an origin, or {@code *}.
 */
public final class OriginPattern {
  /** Lets any page in, also one without an origin. */
  private static final String ANY = "*";

  /** The origin that a browser sends for files, sandboxed frames and some redirects. */
  private static final String NULL = "null";

  private static final String BELOW = "*.";
  private static final String ANY_PORT = ":*";
  private static final Set<String> WITHOUT_ORIGIN = Set.of("file", "data", "blob", "about");
  private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*)://(.*)");
  private static final Pattern HOST =
      Pattern.compile("\\[[0-9a-f:.]+]|[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

  private final String text;
  private final Optional<Origin> origin;
  private final boolean below;
  private final boolean anyPort;

  private OriginPattern(String text, Optional<Origin> origin, boolean below, boolean anyPort) {
    this.text = text;
    this.origin = origin;
    this.below = below;
    this.anyPort = anyPort;
  }

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException when no browser ever sends such an origin; says why, and what to write
   */
  public static OriginPattern parse(String entry) {
    String lower = entry.toLowerCase(Locale.ROOT);
    if (lower.equals(ANY) || lower.equals(NULL)) {
      return new OriginPattern(lower, Optional.empty(), false, false);
    }
    Matcher matcher = SCHEME.matcher(lower);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "has no scheme; write an origin like https://shop.example, null, or *");
    }
    String scheme = matcher.group(1);
    checkScheme(scheme);
    String rest = matcher.group(2);
    boolean anyPort = rest.endsWith(ANY_PORT);
    String authority = anyPort ? rest.substring(0, rest.length() - ANY_PORT.length()) : rest;
    boolean below = authority.startsWith(BELOW);
    String host = below ? authority.substring(BELOW.length()) : authority;
    Origin origin = Origin.parse(scheme + "://" + host)
        .filter(parsed -> parsed.port() <= 65_535)
        .orElseThrow(() -> new IllegalArgumentException(
            "is no origin, which has a scheme, a host and maybe a port, and neither a path nor a user; write "
                + "one like https://shop.example"));
    checkHost(origin.host());
    return new OriginPattern(lower, Optional.of(origin), below, anyPort);
  }

  private static void checkScheme(String scheme) {
    if (scheme.equals("ws") || scheme.equals("wss")) {
      throw new IllegalArgumentException("never matches: it is the page that has the origin; write "
          + (scheme.equals("ws") ? "http" : "https"));
    }
    if (WITHOUT_ORIGIN.contains(scheme)) {
      throw new IllegalArgumentException("never matches: browsers send null for it; write null");
    }
  }

  private static void checkHost(String host) {
    if (!host.chars().allMatch(c -> c < 0x80)) {
      throw new IllegalArgumentException("never matches: browsers send the name as " + ascii(host));
    }
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("never matches: " + host
          + " is no host; * stands for all names below one, as in https://*.shop.example");
    }
  }

  private static String ascii(String host) {
    try {
      return IDN.toASCII(host);
    } catch (IllegalArgumentException noName) {
      return "ASCII alone";
    }
  }

  /** Reads entries that were checked before. */
  public static List<OriginPattern> all(List<String> entries) {
    return entries.stream().map(OriginPattern::parse).toList();
  }

  /**
   * Tells whether a page is meant.
   *
   * @param header the {@code Origin} header
   * @param page   the same read; empty when it is none
   */
  public boolean matches(String header, Optional<Origin> page) {
    if (origin.isEmpty()) {
      return text.equals(ANY) || header.equals(NULL);
    }
    return page.isPresent() && matches(page.get(), origin.get());
  }

  private boolean matches(Origin page, Origin listed) {
    return page.scheme().equals(listed.scheme())
        && (anyPort || page.port() == listed.port())
        && (below ? page.host().endsWith("." + listed.host()) : page.host().equals(listed.host()));
  }

  /** Tells whether it names pages, and not just any. */
  boolean isNamed() {
    return origin.isPresent();
  }

  /** As it stands in a Content-Security-Policy. */
  @Override
  public String toString() {
    return text;
  }
}

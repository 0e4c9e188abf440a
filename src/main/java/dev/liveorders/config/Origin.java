package dev.liveorders.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a page, as a browser sends it (RFC 6454 section 6.1).
 *
 * @param host in lower case; an IPv6 address in brackets
 * @param port without a default port of the scheme, which is {@link #NO_PORT}
 */
public record Origin(String scheme, String host, int port) {
  /** The port of an origin that has the default port of its scheme, or none. */
  static final int NO_PORT = -1;

  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z0-9+.-]*)://(\\[[0-9a-f:.]+]|[^\\s/?#@:\\[\\]]+)(?::(\\d{1,5}))?");

  /** Reads an {@code Origin} header; empty for {@code null} and for what is none. */
  public static Optional<Origin> parse(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group(1);
    int port = matcher.group(3) == null ? NO_PORT : Integer.parseInt(matcher.group(3));
    return Optional.of(
        new Origin(scheme, matcher.group(2), port == defaultPort(scheme) ? NO_PORT : port));
  }

  /**
   * Tells whether a {@code Host} header, a host with or without a port, names the server that such a page came from.
   * A page of another scheme, as of an app on a phone, came from none.
   */
  public boolean isOf(String authority) {
    return isOfTheWeb()
        && parse(scheme + "://" + authority).filter(this::equals).isPresent();
  }

  /** Tells whether a page of this machine has it. */
  public boolean isOnLoopback() {
    return isOfTheWeb()
        && (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]"));
  }

  private boolean isOfTheWeb() {
    return scheme.equals("http") || scheme.equals("https");
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> NO_PORT;
    };
  }
}

package dev.liveorders.limits;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads for whom a proxy speaks: {@code X-Forwarded-For}, or {@code Forwarded} (RFC 7239). Each proxy adds an address
 * at the end. So the last one that is not a proxy of ours is true; what stands before it anybody may have written.
 */
public final class ForwardedFor {
  /**
   * A name and its value, which may be quoted, of an element of {@code Forwarded}. Possessive, as anybody may have
   * written it: so it takes time in proportion to its length, and no stack.
   */
  private static final Pattern PAIR = Pattern.compile(
      "\\G\\s*+;?+\\s*+([^\\s;=\"]++)=(?:\"((?:\\\\.|[^\"\\\\])*+)\"|([^\\s;\"]*+))\\s*+");

  /** An address with a port behind it, and IPv6 in brackets. */
  private static final Pattern NODE =
      Pattern.compile("\\[([^\\]]+)\\](?::\\d+)?|([0-9.]+):\\d+|(.+)");

  private ForwardedFor() {}

  /**
   * Finds the client.
   *
   * @param forwardedFor all values of {@code X-Forwarded-For}; when there is one, {@code Forwarded} is not looked at
   * @param forwarded    all values of {@code Forwarded}
   * @param isProxy      tells whether an address is a proxy of ours
   * @return empty when they name none, or one by something that is no address
   */
  public static Optional<InetAddress> client(
      List<String> forwardedFor, List<String> forwarded, Predicate<InetAddress> isProxy) {
    boolean rfc7239 = forwardedFor.isEmpty();
    List<String> hops =
        rfc7239 ? elements(String.join(",", forwarded)) : addresses(String.join(",", forwardedFor));
    Optional<InetAddress> found = Optional.empty();
    for (String hop : hops) {
      found = address(rfc7239 ? node(hop) : hop.strip());
      if (found.isEmpty() || !isProxy.test(found.get())) {
        return found;
      }
    }
    return found;
  }

  /** Returns what {@code X-Forwarded-For} lists, the last first. */
  private static List<String> addresses(String header) {
    List<String> addresses = new ArrayList<>(List.of(header.split(",")));
    Collections.reverse(addresses);
    return addresses;
  }

  /**
   * Returns the elements of {@code Forwarded}, the last first. It is read from its end, so that a quotation mark
   * which a client has left open does not swallow what a proxy has added.
   */
  private static List<String> elements(String header) {
    List<String> elements = new ArrayList<>();
    int end = header.length();
    boolean quoted = false;
    for (int i = header.length() - 1; i >= -1; i--) {
      if (i >= 0 && header.charAt(i) == '"' && !isEscaped(header, i)) {
        quoted = !quoted;
      } else if (i < 0 || header.charAt(i) == ',' && !quoted) {
        String element = header.substring(i + 1, end);
        end = i;
        if (!element.isBlank()) {
          elements.add(element);
        }
      }
    }
    return elements;
  }

  private static boolean isEscaped(String header, int index) {
    int backslashes = 0;
    while (index > backslashes && header.charAt(index - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** Returns whom an element names; blank when it does not say. */
  private static String node(String element) {
    Matcher pair = PAIR.matcher(element);
    while (pair.find()) {
      if (pair.group(1).equalsIgnoreCase("for")) {
        return pair.group(2) == null ? pair.group(3) : pair.group(2);
      }
    }
    return "";
  }

  private static Optional<InetAddress> address(String node) {
    Matcher parts = NODE.matcher(node);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String text = parts.group(1) != null
        ? parts.group(1)
        : parts.group(2) != null ? parts.group(2) : parts.group(3);
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible); // it has 4 or 16 bytes
    }
  }
}

package dev.liveorders.limits;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads for whom a proxy speaks: {@code X-Forwarded-For}, or {@code Forwarded} (RFC 7239). Each proxy adds an address at
 * the end. So the last one that is not a proxy of ours is true; what stands before it anybody may have written.
 */
public final class ForwardedFor {
  private static final Pattern FOR =
      Pattern.compile("(?i)(?:^|[;,])\\s*for=(?:\"([^\"]*)\"|([^\\s;,\"]+))");

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
    List<String> nodes = new ArrayList<>();
    if (forwardedFor.isEmpty()) {
      Matcher each = FOR.matcher(String.join(",", forwarded));
      while (each.find()) {
        nodes.add(each.group(1) == null ? each.group(2) : each.group(1));
      }
    } else {
      nodes.addAll(List.of(String.join(",", forwardedFor).split(",")));
    }
    Optional<InetAddress> found = Optional.empty();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      found = address(nodes.get(i).strip());
      if (found.isEmpty() || !isProxy.test(found.get())) {
        return found;
      }
    }
    return found;
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

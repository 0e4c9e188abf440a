package dev.liveorders.app.cluster;

import dev.liveorders.config.AddressText;

/**
 * The address at which a node listens for others, or its event bus does. Written as host:port, an IPv6 address in brackets.
 *
 * @param host a name or an address, without brackets
 */
record MemberAddress(String host, int port) {
  private static final int MAX_PORT = 65_535;

  MemberAddress {
    if (host.isEmpty() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(host + ":" + port + " is not an address of a node");
    }
    host = AddressText.of(host); // so that one node has one address, however it is written
  }

  /**
   * Reads one.
   *
   * @param defaultPort for a text that has none
   */
  static MemberAddress of(String text, int defaultPort) {
    int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    int port = colon < 0 ? defaultPort : Integer.parseInt(text.substring(colon + 1));
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new MemberAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
  }

  @Override
  public String toString() {
    return AddressText.inUrl(host) + ":" + port;
  }
}

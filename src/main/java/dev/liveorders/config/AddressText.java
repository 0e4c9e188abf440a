package dev.liveorders.config;

import io.netty.util.NetUtil;

/** Addresses as people write them: those of IPv6 by RFC 5952, {@code ::1} instead of {@code 0:0:0:0:0:0:0:1}. */
public final class AddressText {
  private static final int IPV6_BYTES = 16;

  private AddressText() {}

  /** Shortens an address of IPv6, without brackets; returns every other host as it is, and one of a link with its zone. */
  public static String of(String host) {
    byte[] address =
        host.indexOf('%') < 0 ? NetUtil.createByteArrayFromIpAddressString(host) : null;
    return address != null && address.length == IPV6_BYTES
        ? NetUtil.bytesToIpAddress(address)
        : host;
  }

  /** Writes a host as a URL has it: an address of IPv6 in brackets. */
  public static String inUrl(String host) {
    String text = of(host);
    return text.contains(":") && !text.startsWith("[") ? "[" + text + "]" : text;
  }
}

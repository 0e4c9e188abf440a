package dev.liveorders.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits (CIDR, RFC 4632): {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one
 * alone.
 *
 * @param address of 4 or 16 bytes
 * @param bits    that are the same
 */
public record AddressRange(byte[] address, int bits) {
  private static final Pattern CIDR = Pattern.compile("([0-9A-Fa-f:.]+)(?:/(\\d{1,3}))?");

  /** Reads one; empty when {@code text} is none. */
  public static Optional<AddressRange> parse(String text) {
    Matcher cidr = CIDR.matcher(text.strip());
    byte[] address =
        cidr.matches() ? NetUtil.createByteArrayFromIpAddressString(cidr.group(1)) : null;
    if (address == null) {
      return Optional.empty();
    }
    int most = 8 * address.length;
    int bits = cidr.group(2) == null ? most : Integer.parseInt(cidr.group(2));
    return bits <= most ? Optional.of(new AddressRange(address, bits)) : Optional.empty();
  }

  /** Tells whether an address is one of these. An IPv4 address is never in a range of IPv6. */
  public boolean contains(InetAddress candidate) {
    byte[] other = candidate.getAddress();
    if (other.length != address.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(address, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || (address[whole] ^ other[whole]) >> 8 - rest == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressRange that
        && bits == that.bits
        && Arrays.equals(address, that.address);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(address) + bits;
  }

  @Override
  public String toString() {
    return NetUtil.bytesToIpAddress(address) + "/" + bits;
  }
}

package dev.liveorders.tls;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/** The few words of DER (ITU-T X.690) that frame an older private key as PKCS#8. */
final class Der {
  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final byte[] VERSION = {0};

  private Der() {}

  /**
   * Returns the algorithm of a key with its parameters, as it stands in a SubjectPublicKeyInfo (RFC 5280 section
   * 4.1).
   */
  static byte[] algorithm(PublicKey key) {
    byte[] info = key.getEncoded();
    int start = contentStart(info, 0);
    return Arrays.copyOfRange(info, start, contentStart(info, start) + length(info, start));
  }

  /** Frames a key of the given algorithm as a PrivateKeyInfo (RFC 5958 section 2). */
  static byte[] pkcs8(byte[] algorithm, byte[] key) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(element(INTEGER, VERSION));
    content.writeBytes(algorithm);
    content.writeBytes(element(OCTET_STRING, key));
    return element(SEQUENCE, content.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    if (content.length < 0x80) {
      element.write(content.length);
    } else {
      int bytes = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
      element.write(0x80 | bytes);
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        element.write(content.length >> shift);
      }
    }
    element.writeBytes(content);
    return element.toByteArray();
  }

  /** Returns the index of the content of the element at {@code at}. */
  private static int contentStart(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = at + 2; i < contentStart(der, at); i++) {
      length = length << 8 | der[i] & 0xff;
    }
    return length;
  }
}

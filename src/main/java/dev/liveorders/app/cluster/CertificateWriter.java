package dev.liveorders.app.cluster;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;

/**
 * Certificates of keys of P-256 (RFC 5280), which Java reads and checks but does not write. They are valid at all
 * times, since clocks of nodes need not agree: what ends their worth is the end of the process that has the key, or
 * another secret.
 */
final class CertificateWriter {
  static final String ALGORITHM = "SHA256withECDSA";

  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int VERSION = 0xA0;
  private static final int EXTENSIONS = 0xA3;

  /** ecdsa-with-SHA256, 1.2.840.10045.4.3.2, with its tag and length. */
  private static final byte[] ALGORITHM_ID = hex("06082a8648ce3d040302");

  /** basicConstraints, 2.5.29.19, with its tag and length. */
  private static final byte[] BASIC_CONSTRAINTS = hex("0603551d13");

  private static final byte[] TRUE = {(byte) 0xFF};
  private static final byte[] THREE = {2};
  private static final int SERIAL_BITS = 127;
  private static final int LINE = 64;

  private CertificateWriter() {}

  /**
   * Writes the certificate of an authority, which may sign others.
   *
   * @return PEM
   */
  static String authority(
      X500Principal subject, PublicKey key, X500Principal issuer, PrivateKey issuerKey)
      throws GeneralSecurityException {
    byte[] mayIssue = der(SEQUENCE, der(BOOLEAN, TRUE));
    byte[] extension =
        der(SEQUENCE, BASIC_CONSTRAINTS, der(BOOLEAN, TRUE), der(OCTET_STRING, mayIssue));
    return write(subject, key, issuer, issuerKey, extension);
  }

  /**
   * Writes the certificate of somebody who may not sign others.
   *
   * @return PEM
   */
  static String leaf(
      X500Principal subject, PublicKey key, X500Principal issuer, PrivateKey issuerKey)
      throws GeneralSecurityException {
    byte[] extension =
        der(SEQUENCE, BASIC_CONSTRAINTS, der(BOOLEAN, TRUE), der(OCTET_STRING, der(SEQUENCE)));
    return write(subject, key, issuer, issuerKey, extension);
  }

  private static String write(
      X500Principal subject,
      PublicKey key,
      X500Principal issuer,
      PrivateKey issuerKey,
      byte[] extension)
      throws GeneralSecurityException {
    byte[] algorithm = der(SEQUENCE, ALGORITHM_ID);
    byte[] serial = new BigInteger(SERIAL_BITS, new SecureRandom()).toByteArray();
    byte[] signed = der(
        SEQUENCE,
        der(VERSION, der(INTEGER, THREE)),
        der(INTEGER, serial),
        algorithm,
        issuer.getEncoded(),
        der(SEQUENCE, time(UTC_TIME, "000101000000Z"), time(GENERALIZED_TIME, "99991231235959Z")),
        subject.getEncoded(),
        key.getEncoded(),
        der(EXTENSIONS, der(SEQUENCE, extension)));
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(issuerKey);
    signature.update(signed);
    byte[] noUnusedBits = {0};
    return pem(
        "CERTIFICATE",
        der(SEQUENCE, signed, algorithm, der(BIT_STRING, noUnusedBits, signature.sign())));
  }

  private static byte[] time(int tag, String time) {
    return der(tag, time.getBytes(StandardCharsets.US_ASCII));
  }

  /** A value with its tag and its length before it. */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(tag);
    if (length < 0x80) {
      value.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int skipped = bytes[0] == 0 ? 1 : 0;
      value.write(0x80 | bytes.length - skipped);
      value.write(bytes, skipped, bytes.length - skipped);
    }
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }

  static String pem(String kind, byte[] content) {
    return "-----BEGIN " + kind + "-----\n"
        + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END " + kind + "-----\n";
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}

package dev.liveorders.kit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;

/**
 * Certificates that keys sign for themselves (RFC 5280). Java reads and checks them; what writes them is its keytool,
 * which starts a JVM for each.
 */
final class SelfSigned {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int DNS_NAME = 0x82;
  private static final int VERSION = 0xA0;
  private static final int EXTENSIONS = 0xA3;

  private static final byte[] THREE = {2};

  /** subjectAltName, 2.5.29.17, with its tag and length. */
  private static final byte[] ALTERNATIVE_NAME = hex("0603551d11");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private SelfSigned() {}

  /** Makes one that is valid from an instant on. */
  static X509Certificate of(KeyPair pair, String host, Instant begin, Duration validity)
      throws GeneralSecurityException {
    byte[] name = new X500Principal("CN=" + host).getEncoded();
    byte[] names = der(SEQUENCE, der(DNS_NAME, ascii(host)));
    byte[] algorithm = der(SEQUENCE, algorithmId(pair));
    byte[] signed = der(
        SEQUENCE,
        der(VERSION, der(INTEGER, THREE)),
        der(INTEGER, new BigInteger(127, new SecureRandom()).toByteArray()),
        algorithm,
        name,
        der(SEQUENCE, time(begin), time(begin.plus(validity))),
        name,
        pair.getPublic().getEncoded(),
        der(EXTENSIONS, der(SEQUENCE, der(SEQUENCE, ALTERNATIVE_NAME, der(OCTET_STRING, names)))));
    byte[] noUnusedBits = {0};
    byte[] certificate =
        der(SEQUENCE, signed, algorithm, der(BIT_STRING, noUnusedBits, signature(pair, signed)));
    return (X509Certificate) CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static byte[] signature(KeyPair pair, byte[] signed) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(
        switch (pair.getPublic().getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        });
    signature.initSign(pair.getPrivate());
    signature.update(signed);
    return signature.sign();
  }

  /** The same algorithm in a certificate. */
  private static byte[] algorithmId(KeyPair pair) {
    return hex(
        switch (pair.getPublic().getAlgorithm()) {
          case "RSA" -> "06092a864886f70d01010b0500"; // 1.2.840.113549.1.1.11
          case "EC" -> "06082a8648ce3d040302"; // 1.2.840.10045.4.3.2
          default -> "06032b6570"; // 1.3.101.112
        });
  }

  private static byte[] time(Instant time) {
    return der(UTC_TIME, ascii(TIME.format(time)));
  }

  /** A value of less than 64 KiB with its tag and its length before it. */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(tag);
    if (length > 0xFF) {
      value.write(0x82);
      value.write(length >> 8);
    } else if (length > 0x7F) {
      value.write(0x81);
    }
    value.write(length);
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}

package dev.liveorders.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a key's secret. Is compared in constant time, and never shown. */
public final class SecretHash {
  /** The length of a hash. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private SecretHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Makes one of its bytes.
   *
   * @throws IllegalArgumentException when they are not {@link #BYTES}
   */
  public static SecretHash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash of " + bytes.length + " bytes is no SHA-256");
    }
    return new SecretHash(bytes.clone());
  }

  /**
   * Makes one of its hex digits.
   *
   * @throws IllegalArgumentException when they are not those of {@link #BYTES} bytes
   */
  public static SecretHash ofHex(String digits) {
    return of(HexFormat.of().parseHex(digits));
  }

  /** Hashes a secret. A secret is random, so that it needs neither salt nor many rounds. */
  static SecretHash ofSecret(String secret) {
    try {
      byte[] text = secret.getBytes(StandardCharsets.US_ASCII);
      return new SecretHash(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Compares in a time that does not tell how many bytes agree. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretHash hash && MessageDigest.isEqual(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return (bytes[0] & 0xff) << 24
        | (bytes[1] & 0xff) << 16
        | (bytes[2] & 0xff) << 8
        | bytes[3] & 0xff;
  }

  @Override
  public String toString() {
    return "SecretHash[********]";
  }
}

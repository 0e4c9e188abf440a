package dev.liveorders.config;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reader of public keys and certificates in PEM (RFC 7468), one or several. */
final class PemKeys {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA");

  private PemKeys() {}

  /**
   * Reads the keys.
   *
   * @throws IllegalArgumentException when there are none, or one cannot be used; the message shows no key
   */
  static List<TokenKey> parse(String text) {
    if (text.contains("PRIVATE KEY-----")) {
      throw new IllegalArgumentException(
          "has a private key; give the public one, as from openssl pkey -in KEY -pubout");
    }
    List<TokenKey> keys = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      keys.add(TokenKey.ofPublic(parse(block.group(1), block), Optional.empty()));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "has no PUBLIC KEY and no CERTIFICATE in PEM, as from openssl pkey -in KEY -pubout");
    }
    return keys;
  }

  private static PublicKey parse(String label, Matcher block) {
    try {
      return switch (label) {
        case "PUBLIC KEY" -> ofAnyKind(Base64.getMimeDecoder().decode(block.group(2)));
        case "CERTIFICATE" -> ofCertificate(block.group());
        default ->
          throw new IllegalArgumentException(
              "has a " + label
                  + "; give a PUBLIC KEY, as from openssl pkey -pubin -in KEY -pubout, or a CERTIFICATE");
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("has a " + label + " that is malformed", e);
    }
  }

  private static PublicKey ofCertificate(String pem) throws GeneralSecurityException {
    byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(bytes))
        .getPublicKey();
  }

  /** Tries one kind after the other: DER says which it is, but Java wants to be told. */
  private static PublicKey ofAnyKind(byte[] der) throws GeneralSecurityException {
    for (String kind : KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
      } catch (InvalidKeySpecException another) {
        continue;
      }
    }
    throw new IllegalArgumentException("has a PUBLIC KEY that is neither RSA nor EC nor Ed25519");
  }
}

package dev.liveorders.tls;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM: PKCS#8 (RFC 5958), or the older forms of RSA (RFC 8017, appendix A.1.2) and EC (RFC 5915),
 * which are PKCS#8 without its frame.
 */
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String ENCRYPTED_PKCS8 = "ENCRYPTED PRIVATE KEY";
  private static final String ENCRYPTED_OLDER = "Proc-Type:";

  private final NamedFile file;
  private final String text;
  private final PublicKey open;

  /**
   * @param open the key of the certificate, which tells the kind
   */
  PemKey(NamedFile file, String text, PublicKey open) {
    this.file = file;
    this.text = text;
    this.open = open;
  }

  PrivateKey read() throws IdentityException {
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      throw file.fault("holds no private key in PEM");
    }
    if (block.group(1).equals(ENCRYPTED_PKCS8) || block.group(2).contains(ENCRYPTED_OLDER)) {
      throw file.fault("holds an encrypted key; decrypt it by openssl pkey -in " + file.file()
          + " -out FILE, or put key and certificate into a PKCS#12 file");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2).strip());
      return parse(block.group(1).equals(PKCS8) ? der : Der.pkcs8(Der.algorithm(open), der));
    } catch (InvalidKeySpecException | IllegalArgumentException malformed) {
      throw file.fault("holds no key of the kind " + open.getAlgorithm()
          + " that the certificate is of (" + malformed.getMessage() + ")");
    }
  }

  private PrivateKey parse(byte[] pkcs8) throws InvalidKeySpecException {
    try {
      return KeyFactory.getInstance(open.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // the certificate's key was read by it
    }
  }
}

package dev.liveorders.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An identity in one PKCS#12 file (RFC 7292), with a password that is given or stands in a file. Never prints the
 * password.
 */
public final class Pkcs12File implements IdentityFiles {
  private final NamedFile store;
  private final String password;
  private final Optional<NamedFile> passwordFile;

  /**
   * @param password     empty for none
   * @param passwordFile in place of the password; what ends its line does not count
   */
  public Pkcs12File(NamedFile store, String password, Optional<NamedFile> passwordFile) {
    this.store = store;
    this.password = password;
    this.passwordFile = passwordFile;
  }

  @Override
  public ServerIdentity read() throws IdentityException {
    List<String> faults = new ArrayList<>();
    store.exposure().ifPresent(faults::add);
    passwordFile.flatMap(NamedFile::exposure).ifPresent(faults::add);
    ServerIdentity identity = null;
    try {
      identity = identity(store.read(), password());
    } catch (IdentityException wrong) {
      faults.addAll(wrong.faults());
    }
    if (!faults.isEmpty()) {
      throw new IdentityException(faults);
    }
    return identity;
  }

  private char[] password() throws IdentityException {
    return passwordFile.isPresent()
        ? new String(passwordFile.get().read(), StandardCharsets.UTF_8)
            .stripTrailing()
            .toCharArray()
        : password.toCharArray();
  }

  private ServerIdentity identity(byte[] content, char[] secret) throws IdentityException {
    try {
      KeyStore entries = KeyStore.getInstance("PKCS12");
      entries.load(new ByteArrayInputStream(content), secret);
      String alias = onlyKey(entries);
      List<X509Certificate> chain = Arrays.stream(entries.getCertificateChain(alias))
          .map(X509Certificate.class::cast)
          .toList();
      return ServerIdentity.of((PrivateKey) entries.getKey(alias, secret), chain, store, store);
    } catch (IOException unreadable) {
      throw unreadable.getCause() instanceof UnrecoverableKeyException
          ? wrongPassword()
          : store.fault("is no PKCS#12 file (" + unreadable.getMessage() + ")");
    } catch (UnrecoverableKeyException otherPassword) {
      throw wrongPassword();
    } catch (GeneralSecurityException unusable) {
      throw store.fault("cannot be used (" + unusable.getMessage() + ")");
    }
  }

  private IdentityException wrongPassword() {
    return store.fault("cannot be opened: the password is wrong"
        + passwordFile.map(file -> "; it is read from " + file.file()).orElse(""));
  }

  private String onlyKey(KeyStore entries) throws GeneralSecurityException, IdentityException {
    List<String> aliases = new ArrayList<>();
    for (String alias : Collections.list(entries.aliases())) {
      if (entries.isKeyEntry(alias) && entries.getCertificateChain(alias) != null) {
        aliases.add(alias);
      }
    }
    if (aliases.size() != 1) {
      throw store.fault(
          "holds " + aliases.size() + " private keys with certificates; a server has one");
    }
    return aliases.get(0);
  }

  @Override
  public List<Path> paths() {
    return Stream.concat(Stream.of(store), passwordFile.stream())
        .map(NamedFile::path)
        .toList();
  }

  @Override
  public String toString() {
    return store.file();
  }
}

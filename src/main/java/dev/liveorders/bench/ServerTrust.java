package dev.liveorders.bench;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificates that a client takes of a server. */
final class ServerTrust {
  /** Those that an authority of this Java vouches for. */
  static final ServerTrust OF_AUTHORITIES = new ServerTrust(null, true);

  /** Whatever a server shows. */
  static final ServerTrust IN_ANYBODY =
      new ServerTrust(InsecureTrustManagerFactory.INSTANCE, false);

  /** Null for this Java's own. */
  private final TrustManagerFactory managers;

  private final boolean byName;

  private ServerTrust(TrustManagerFactory managers, boolean byName) {
    this.managers = managers;
    this.byName = byName;
  }

  /** Takes one certificate and no other, for the names that it has. */
  static ServerTrust in(X509Certificate certificate) {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry("server", certificate);
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      return new ServerTrust(managers, true);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible); // an empty store in memory
    }
  }

  /** Lets connections of a load take these certificates. */
  void applyTo(SslContextBuilder connections) {
    if (managers != null) {
      connections.trustManager(managers);
    }
    if (!byName) {
      connections.endpointIdentificationAlgorithm("");
    }
  }

  /** Makes the settings of clients for requests beside the load. */
  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] these = managers == null ? null : managers.getTrustManagers();
      context.init(null, these, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every JDK has TLS
    }
  }
}

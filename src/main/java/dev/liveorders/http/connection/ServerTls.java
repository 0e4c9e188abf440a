package dev.liveorders.http.connection;

import dev.liveorders.config.AppConfig;
import dev.liveorders.tls.IdentityFiles;
import dev.liveorders.tls.KeysInMemory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTPS of the servers of one verticle, and the renewal of their certificate without a restart. Connections that are
 * open keep the certificate they began with. Confined to the event loop of its verticle.
 */
public final class ServerTls {
  private static final Logger log = LoggerFactory.getLogger(ServerTls.class);
  private static final long CHECK_INTERVAL_MILLIS = 1_000;
  private static final String REJECT_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

  /**
   * Only suites that agree on a key for each connection (forward secrecy) and that authenticate what they encrypt
   * (AEAD).
   */
  private static final List<String> SUITES = List.of(
      "TLS_AES_128_GCM_SHA256",
      "TLS_AES_256_GCM_SHA384",
      "TLS_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  static {
    rejectRenegotiation();
    KeysInMemory.protectCheaply();
  }

  private final Vertx vertx;
  private final AppConfig.Http config;
  private final NodeCertificate certificate;
  private final List<HttpServer> servers = new ArrayList<>();
  private HttpServerOptions options;
  private KeyCertOptions keys;
  private long timer = -1;

  private ServerTls(Vertx vertx, AppConfig.Http config, NodeCertificate certificate) {
    this.vertx = vertx;
    this.config = config;
    this.certificate = certificate;
  }

  /**
   * Has the JDK reject renegotiations that clients begin (TLS 1.2): each costs the server a handshake, and nobody
   * needs them. The JDK reads the property once, when TLS is first used in a process, so this is to be called before
   * that.
   */
  public static void rejectRenegotiation() {
    if (System.getProperty(REJECT_RENEGOTIATION) == null) {
      System.setProperty(REJECT_RENEGOTIATION, "true");
    }
  }

  /** Reads the certificate; empty when there is none to read. Fails when it cannot be used. */
  public static Future<Optional<ServerTls>> load(Vertx vertx, AppConfig.Http config) {
    Optional<IdentityFiles> files = config.tls();
    if (files.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    ServerTls tls = new ServerTls(vertx, config, NodeCertificate.of(vertx, files.get()));
    return vertx.executeBlocking(tls.certificate::current).map(keys -> {
      tls.keys = keys;
      return Optional.of(tls);
    });
  }

  /**
   * Makes a server of these options speak HTTPS: HTTP/2 with clients that offer it, and else HTTP/1.1. Of an HTTP/2
   * connection Vert.x tells only when the client has sent its settings; until then a timer of its own watches over
   * it.
   */
  public void apply(HttpServerOptions server) {
    server
        .setSsl(true)
        .setUseAlpn(true)
        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
        .setInitialSettings(new Http2Settings()
            .setMaxConcurrentStreams(config.maxStreams())
            .setMaxHeaderListSize(server.getMaxInitialLineLength() + server.getMaxHeaderSize()))
        .setIdleTimeout(
            (int) config.requestTimeout().toMillis()) // until ConnectionGuards take over
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
        .setSslHandshakeTimeout(config.requestTimeout().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setKeyCertOptions(keys);
    SUITES.forEach(server::addEnabledCipherSuite);
    options = server;
  }

  /** Keeps the certificate of a server that listens the newest from now on, until {@link #stop}. */
  public void keepRenewed(HttpServer server) {
    servers.add(server);
    if (timer < 0) {
      timer = vertx.setPeriodic(CHECK_INTERVAL_MILLIS, tick -> check());
    }
  }

  private void check() {
    vertx
        .executeBlocking(certificate::current)
        .onSuccess(this::use)
        .onFailure(cause -> log.error("the certificate cannot be looked at", cause));
  }

  private void use(KeyCertOptions newest) {
    if (!newest.equals(keys)) {
      keys = newest;
      servers.forEach(server -> server
          .updateSSLOptions(options.getSslOptions().copy().setKeyCertOptions(newest))
          .onFailure(cause -> log.error("a server did not take the renewed certificate", cause)));
    }
  }

  public void stop() {
    vertx.cancelTimer(timer);
  }
}

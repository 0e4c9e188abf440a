package dev.liveorders.store.postgres;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.PostgresUrl;
import dev.liveorders.config.PostgresUrl.Host;
import dev.liveorders.config.PostgresUrl.TlsMode;
import dev.liveorders.store.StoreException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Connects to that server of several which is the primary. Confined to the store's event loop. */
final class PostgresConnector {
  /** The application name of our sessions, as the server lists them. */
  static final String APPLICATION_NAME = "live-orders";

  private final Context context;
  private final PostgresUrl url;
  private final AppConfig.Store config;
  private final PostgresSessionSettings setUp;

  /** The host that was the primary when we last looked: asked first. */
  private int first;

  PostgresConnector(Context context, PostgresUrl url, AppConfig.Store config) {
    this.context = context;
    this.url = url;
    this.config = config;
    this.setUp = new PostgresSessionSettings(config);
  }

  /** Connects to the first host that is up and can be written. */
  Future<PostgresSession> connect() {
    return PostgresCredentials.read(vertx(), url, config)
        .compose(credentials -> connect(credentials, 0, new ArrayList<>()));
  }

  private Future<PostgresSession> connect(
      PostgresCredentials credentials, int tried, List<String> reasons) {
    if (tried == url.hosts().size()) {
      return Future.failedFuture(new StoreException(
          "the store " + url + " cannot be opened (" + String.join("; ", reasons)
              + "); check store.url, store.password, store.tlsCaFile, the servers and the network",
          null));
    }
    int index = (first + tried) % url.hosts().size();
    Host host = url.hosts().get(index);
    return connect(host, credentials).onSuccess(session -> first = index).recover(cause -> {
      reasons.add(host + ": " + PostgresErrors.reason(cause));
      return connect(credentials, tried + 1, reasons);
    });
  }

  private Future<PostgresSession> connect(Host host, PostgresCredentials credentials) {
    if (url.tlsMode() != TlsMode.PREFER) {
      return connect(host, credentials, url.tlsMode() != TlsMode.DISABLE);
    }
    return connect(host, credentials, true)
        .recover(cause -> cause instanceof TimeoutException
            ? Future.failedFuture(cause)
            : connect(host, credentials, false));
  }

  private Future<PostgresSession> connect(Host host, PostgresCredentials credentials, boolean tls) {
    ConnectionFactory<PgConnectOptions> factory =
        PgDriver.INSTANCE.createConnectionFactory(vertx(), tcp());
    Supplier<Future<Void>> socket = () -> Future.future(factory::close);
    Duration limit = config.connectTimeout();
    return factory
        .connect(context, options(host, credentials, tls))
        .map(connection -> new PostgresSession(vertx(), connection, socket, host.toString()))
        .compose(session -> setUp.apply(session).map(session))
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cause -> socket.get());
  }

  private NetClientOptions tcp() {
    return new NetClientOptions()
        .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
        .setTcpKeepAlive(true)
        .setTcpUserTimeout(Math.toIntExact(config.callTimeout().toMillis()));
  }

  private PgConnectOptions options(Host host, PostgresCredentials credentials, boolean tls) {
    PgConnectOptions options = new PgConnectOptions()
        .setHost(host.name())
        .setPort(host.port())
        .setDatabase(url.database())
        .setUser(url.user())
        .setPassword(credentials.password())
        .setCachePreparedStatements(true)
        .setPipeliningLimit(1)
        .addProperty("application_name", APPLICATION_NAME);
    if (!tls) {
      return options.setSslMode(SslMode.DISABLE);
    }
    ClientSSLOptions trust = new ClientSSLOptions().setHostnameVerificationAlgorithm("");
    credentials
        .rootCertificates()
        .ifPresentOrElse(
            pem -> trust.setTrustOptions(new PemTrustOptions().addCertValue(pem)),
            () -> trust.setTrustAll(true)); // what libpq does without a root certificate
    if (url.tlsMode() == TlsMode.VERIFY_FULL) {
      trust.setHostnameVerificationAlgorithm("HTTPS");
    }
    return options.setSslMode(SslMode.REQUIRE).setSslOptions(trust);
  }

  private Vertx vertx() {
    return context.owner();
  }

  @Override
  public String toString() {
    return url.toString();
  }
}

package dev.liveorders.http.connection;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;

/** The keys of a node, for all names that clients may ask for. Servers with the same keys share a TLS context. */
record NodeKeys(KeyManagerFactory factory) implements KeyCertOptions {
  @Override
  public KeyCertOptions copy() {
    return this;
  }

  @Override
  public KeyManagerFactory getKeyManagerFactory(Vertx vertx) {
    return factory;
  }

  @Override
  public Function<String, KeyManagerFactory> keyManagerFactoryMapper(Vertx vertx) {
    return name -> factory;
  }
}

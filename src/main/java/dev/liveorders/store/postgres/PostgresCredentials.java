package dev.liveorders.store.postgres;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.PostgresUrl;
import dev.liveorders.config.UnreadableFile;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * The credentials of a connection. Their files are read each time, since they may have changed. Never printed.
 *
 * @param rootCertificates PEM, when the server's certificate is to be verified
 */
record PostgresCredentials(String password, Optional<Buffer> rootCertificates) {
  static Future<PostgresCredentials> read(Vertx vertx, PostgresUrl url, AppConfig.Store config) {
    Optional<String> caFile = config.tlsCaFile().or(url::rootCert);
    return password(vertx, config).compose(password -> caFile
        .map(file -> rootCertificates(vertx, file))
        .orElse(Future.succeededFuture(Optional.empty()))
        .map(certificates -> new PostgresCredentials(password, certificates)));
  }

  private static Future<String> password(Vertx vertx, AppConfig.Store config) {
    return config
        .passwordFile()
        .map(file -> read(vertx, "store.passwordFile", file)
            .map(content -> content.toString().strip()))
        .orElse(Future.succeededFuture(config.password().value()));
  }

  private static Future<Optional<Buffer>> rootCertificates(Vertx vertx, String file) {
    return read(vertx, "store.tlsCaFile", file)
        .compose(content -> content.toString().contains("-----BEGIN CERTIFICATE-----")
            ? Future.succeededFuture(Optional.of(content))
            : Future.failedFuture(new StoreException(
                "store.tlsCaFile: " + file + " holds no certificate in PEM form", null)));
  }

  private static Future<Buffer> read(Vertx vertx, String key, String file) {
    return vertx
        .fileSystem()
        .readFile(file)
        .recover(cause -> Future.failedFuture(new StoreException(
            key + ": " + file + " " + UnreadableFile.reason(file, cause)
                + "; check its path and permissions",
            cause)));
  }

  @Override
  public String toString() {
    return "credentials";
  }
}

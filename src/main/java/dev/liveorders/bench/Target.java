package dev.liveorders.bench;

import dev.liveorders.model.KeyText;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * The server to measure.
 *
 * @param pid      its process on this machine, whose CPU time and memory are read; 0 when it is not known
 * @param key      that orders are placed with; never shown
 * @param insecure whether whatever certificate it shows is taken
 * @param resuming whether a connection may resume the TLS session of one before
 */
record Target(URI url, long pid, Optional<KeyText> key, boolean insecure, boolean resuming) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** A server that needs no key. */
  Target(URI url, long pid) {
    this(url, pid, Optional.empty(), false, false);
  }

  Target {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())
        || url.getHost() == null) {
      throw new BenchException(
          "--url " + url + " is not like http://127.0.0.1:3000 or https://shop.example");
    }
  }

  String host() {
    return url.getHost();
  }

  int port() {
    int assumed = isTls() ? HTTPS_PORT : HTTP_PORT;
    return url.getPort() < 0 ? assumed : url.getPort();
  }

  boolean isTls() {
    return "https".equals(url.getScheme());
  }

  String authority() {
    return url.getAuthority();
  }

  boolean onLoopback() {
    return host().equals("localhost") || host().startsWith("127.");
  }

  /** Makes a client for requests beside the load. */
  HttpClient client() {
    return isTls() && insecure
        ? HttpClient.newBuilder().sslContext(TargetTls.trustingAll()).build()
        : HttpClient.newHttpClient();
  }

  ServerProbe probe() {
    return new ServerProbe(pid);
  }
}

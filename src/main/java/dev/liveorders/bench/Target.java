package dev.liveorders.bench;

import dev.liveorders.model.KeyText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * The server to measure.
 *
 * @param pid      its process on this machine, whose CPU time and memory are read; 0 when it is not known
 * @param key      that orders are placed with; never shown
 * @param trust    whose certificates are taken of it
 * @param resuming whether a connection may resume the TLS session of one before
 */
record Target(URI url, long pid, Optional<KeyText> key, ServerTrust trust, boolean resuming) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int CONNECT_MILLIS = 10_000;

  /** A server that needs no key. */
  Target(URI url, long pid) {
    this(url, pid, Optional.empty(), ServerTrust.OF_AUTHORITIES, false);
  }

  Target {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())
        || url.getHost() == null) {
      throw new BenchException(
          "--url " + url + " is not like http://127.0.0.1:3000 or https://shop.example");
    }
  }

  /** The same, whose connections may or may not resume TLS sessions. */
  Target resuming(boolean allowed) {
    return new Target(url, pid, key, trust, allowed);
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
    return isTls()
        ? HttpClient.newBuilder().sslContext(trust.context()).build()
        : HttpClient.newHttpClient();
  }

  /**
   * Connects once, so that a server that is not there is one line, and not what became of the first of many connections.
   *
   * @throws BenchException when nothing listens there
   */
  void checkListens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host(), port()), CONNECT_MILLIS);
    } catch (UnknownHostException unknown) {
      throw new BenchException("--url " + url + ": there is no host " + host());
    } catch (IOException cause) {
      throw new BenchException("nothing listens at " + url + " (" + cause.getMessage()
          + "); start that server, or leave --url out to have one started");
    }
  }

  ServerProbe probe() {
    return new ServerProbe(pid);
  }
}

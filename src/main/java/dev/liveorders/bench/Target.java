package dev.liveorders.bench;

import dev.liveorders.model.KeyText;
import java.net.URI;
import java.util.Optional;

/**
 * The server to measure.
 *
 * @param pid its process on this machine, whose CPU time and memory are read; 0 when it is not known
 * @param key that orders are placed with; never shown
 */
record Target(URI url, long pid, Optional<KeyText> key) {
  private static final int HTTP_PORT = 80;

  /** A server that needs no key. */
  Target(URI url, long pid) {
    this(url, pid, Optional.empty());
  }

  Target {
    if (!"http".equals(url.getScheme()) || url.getHost() == null) {
      throw new BenchException("--url " + url + " is not like http://127.0.0.1:3000");
    }
  }

  String host() {
    return url.getHost();
  }

  int port() {
    return url.getPort() < 0 ? HTTP_PORT : url.getPort();
  }

  String authority() {
    return url.getAuthority();
  }

  boolean onLoopback() {
    return host().equals("localhost") || host().startsWith("127.");
  }

  ServerProbe probe() {
    return new ServerProbe(pid);
  }
}

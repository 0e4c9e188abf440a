package dev.liveorders.bench;

import java.net.URI;

/**
 * The server to measure.
 *
 * @param pid its process on this machine, whose CPU time and memory are read; 0 when it is not known
 */
record Target(URI url, long pid) {
  private static final int HTTP_PORT = 80;

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

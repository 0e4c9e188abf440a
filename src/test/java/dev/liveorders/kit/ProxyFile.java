package dev.liveorders.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A proxy's configuration as it lies in {@code conf}, with the addresses of this machine in place of those it names,
 * and a folder of its own in place of the system's. What is to be replaced must be there.
 */
public final class ProxyFile {
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private final Path folder;
  private final int publicPort;
  private final int shopPort;
  private final int operatorPort;
  private String text;
  private final Path path;

  private ProxyFile(String name, Path folder, int... nodes) throws IOException {
    this.folder = folder;
    this.publicPort = FreePort.find();
    this.shopPort = FreePort.find();
    this.operatorPort = FreePort.find();
    this.path = folder.resolve(name);
    this.text = Files.readString(Path.of("conf", name));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (int i = 0; i < 3; i++) {
      replace("10.0.0.1" + (i + 1) + ":3000", "127.0.0.1:" + nodes[i]);
    }
    replace("10.0.0.10:8080", "127.0.0.1:" + shopPort);
    replace("10.0.0.0/24", "127.0.0.0/8");
  }

  /** {@code conf/nginx.conf} for nodes on these three ports. */
  public static ProxyFile nginx(Path folder, int... nodes) throws IOException {
    ProxyFile file = new ProxyFile("nginx.conf", folder, nodes);
    file.replace("listen 80 ", "listen 127.0.0.1:" + file.publicPort + " ");
    file.replace("/run/nginx.pid", folder.resolve("nginx.pid").toString());
    file.replace("/var/log/nginx/error.log", "stderr");
    file.replace("/var/log/nginx/", folder + "/");
    file.replace("http {", """
        http {
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;""".formatted(folder));
    if (!ROOT) {
      file.replace("user www-data;", "");
    }
    return file;
  }

  /** {@code conf/haproxy.cfg} for nodes on these three ports. */
  public static ProxyFile haproxy(Path folder, int... nodes) throws IOException {
    ProxyFile file = new ProxyFile("haproxy.cfg", folder, nodes);
    file.replace("bind :80 ", "bind 127.0.0.1:" + file.publicPort + " ");
    file.replace("127.0.0.1:8404", "127.0.0.1:" + file.operatorPort);
    file.replace("/run/haproxy/admin.sock", folder.resolve("admin.sock").toString());
    file.replace("log /dev/log ", "log stdout format raw ");
    file.replace(
        "maxconn 60000\n", "maxconn 400\n"); // what the descriptors of any user suffice for
    if (!ROOT) {
      file.replace("user haproxy\n", "\n");
      file.replace("group haproxy\n", "\n");
      file.replace("chroot /var/lib/haproxy\n", "\n");
      file.replace(
          "maxconn 60000\n", "maxconn 400\n"); // as many as a user may have descriptors for
    }
    return file;
  }

  /** Makes the commented example of TLS count; the port that speaks it. */
  public int withTls(Certificate certificate) throws IOException {
    int port = FreePort.find();
    if (path.endsWith("nginx.conf")) {
      replace("# listen 443 ", "listen 127.0.0.1:" + port + " ");
      replace("# ssl_", "ssl_");
      replace("/etc/nginx/tls/live-orders.pem", certificate.certificate().toString());
      replace("/etc/nginx/tls/live-orders.key", certificate.key().toString());
    } else {
      String both =
          Files.readString(certificate.certificate()) + Files.readString(certificate.key());
      replace("# bind :443 ", "bind 127.0.0.1:" + port + " ");
      replace(
          "/etc/haproxy/tls/live-orders.pem",
          Files.writeString(folder.resolve("tls.pem"), both).toString());
    }
    return port;
  }

  /** Makes the commented example of a path count: the nodes are under {@code /live/}. */
  public ProxyFile underPath() {
    if (path.endsWith("nginx.conf")) {
      replace("# rewrite ^/live", "rewrite ^/live");
      replace("# \"~^/live", "\"~^/live");
    } else {
      replace(
          "# http-request redirect code 301 location /live/",
          "http-request redirect code 301 location /live/");
      replace("# http-request replace-path /live/", "http-request replace-path /live/");
    }
    return this;
  }

  /** Leaves nginx with a bare {@code proxy_pass}: it speaks HTTP/1.0, and takes away what upgrades. */
  public ProxyFile withBareProxyPass() {
    replace("proxy_http_version 1.1;", "proxy_http_version 1.0;");
    replace("proxy_set_header Upgrade $node_upgrade;", "");
    replace("proxy_set_header Connection $node_connection;", "");
    return this;
  }

  /** Leaves nginx to write its own name into {@code Host}. */
  public ProxyFile withoutHost() {
    replace("proxy_set_header Host $http_host;", "");
    return this;
  }

  /** Lets nodes of a busy machine take their time over HAProxy's checks; one that has ended is noticed as before. */
  public ProxyFile withSlowChecks() {
    if (path.endsWith("haproxy.cfg")) {
      replace("timeout check 1s", "timeout check 10s");
    }
    return this;
  }

  /** Replaces what must be there. */
  private void replace(String old, String with) {
    if (!text.contains(old)) {
      throw new AssertionError(path + " does not have: " + old);
    }
    text = text.replace(old, with);
  }

  /** Writes it; where it lies then. */
  Path path() throws IOException {
    return Files.writeString(path, text);
  }

  int publicPort() {
    return publicPort;
  }

  int shopPort() {
    return shopPort;
  }

  int operatorPort() {
    return operatorPort;
  }
}

package dev.liveorders.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The address of a PostgreSQL database, like {@code
 * postgresql://user@host:port,host2:port2/database?sslmode=verify-full}, as psql writes it. Holds no password.
 *
 * @param hosts    the servers of a cluster with one primary, in the order in which they are tried
 * @param rootCert the file of {@code sslrootcert}
 */
public record PostgresUrl(
    String user, List<Host> hosts, String database, TlsMode tlsMode, Optional<String> rootCert) {
  /** The address of a server. */
  public record Host(String name, int port) {
    @Override
    public String toString() {
      return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
  }

  /** The protection of a connection, in libpq's words. */
  public enum TlsMode {
    /** Never. */
    DISABLE,
    /** TLS where the server offers it; an attacker in between can prevent it. */
    PREFER,
    /** Always, but with whom is not verified unless there is a root certificate. */
    REQUIRE,
    /** Always, and the server's certificate must be of the root certificate. */
    VERIFY_CA,
    /** Always, and the certificate must be the host's as well. */
    VERIFY_FULL;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int DEFAULT_PORT = 5432;
  private static final Pattern SCHEME = Pattern.compile("postgres(ql)?://.*");
  private static final Pattern URL =
      Pattern.compile("postgres(?:ql)?://(?:([^@/?#]*)@)?([^@/?#]+)/([^/?#]+)(?:\\?([^#]*))?");
  private static final Pattern HOST =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\[\\]]+))(?::(\\d{1,5}))?");

  public PostgresUrl {
    hosts = List.copyOf(hosts);
  }

  /** Tells whether {@code url} has the scheme of PostgreSQL. */
  public static boolean isMeant(String url) {
    return SCHEME.matcher(url).matches();
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what is wrong, without what may be a password
   */
  public static PostgresUrl parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "is not postgresql://user@host:port/database, with more hosts after commas and ?sslmode= behind it");
    }
    String user = parts.group(1);
    if (user == null || user.isEmpty()) {
      throw new IllegalArgumentException("names no user; write postgresql://user@host/database");
    }
    if (user.contains(":")) {
      throw new IllegalArgumentException("has a password in it, where it would be shown; set "
          + ConfigKey.STORE_PASSWORD.environmentName() + " or store.passwordFile instead");
    }
    TlsMode tlsMode = TlsMode.PREFER;
    Optional<String> rootCert = Optional.empty();
    for (String parameter : parameters(parts.group(4))) {
      String value = decode(parameter.substring(parameter.indexOf('=') + 1));
      if (parameter.startsWith("sslmode=")) {
        tlsMode = tlsMode(value);
      } else if (parameter.startsWith("sslrootcert=") && !value.isEmpty()) {
        rootCert = Optional.of(value);
      } else {
        throw new IllegalArgumentException(
            "has a parameter that is not known; known are sslmode=… and sslrootcert=FILE");
      }
    }
    return new PostgresUrl(
        decode(user), hosts(parts.group(2)), decode(parts.group(3)), tlsMode, rootCert);
  }

  private static List<String> parameters(String query) {
    return query == null || query.isEmpty() ? List.of() : List.of(query.split("&"));
  }

  private static TlsMode tlsMode(String word) {
    return Arrays.stream(TlsMode.values())
        .filter(mode -> mode.word().equals(word))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("sslmode=" + word + " is none of "
            + Arrays.stream(TlsMode.values())
                .map(TlsMode::word)
                .collect(Collectors.joining(", "))));
  }

  private static List<Host> hosts(String text) {
    List<Host> hosts = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      Matcher host = HOST.matcher(one);
      int port =
          host.matches() && host.group(3) != null ? Integer.parseInt(host.group(3)) : DEFAULT_PORT;
      if (!host.matches() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException("names the host " + one
            + ", which is not host:port or [address]:port with a port from 1 to 65535");
      }
      hosts.add(new Host(host.group(1) != null ? host.group(1) : host.group(2), port));
    }
    return hosts;
  }

  /** Percent-encoding; a plus sign is a plus sign. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Tells whether a root certificate is required. */
  public boolean isVerified() {
    return tlsMode == TlsMode.VERIFY_CA || tlsMode == TlsMode.VERIFY_FULL;
  }

  /** For messages: the servers and the database. */
  @Override
  public String toString() {
    return "postgresql://" + user + "@"
        + hosts.stream().map(Host::toString).collect(Collectors.joining(",")) + "/" + database;
  }
}

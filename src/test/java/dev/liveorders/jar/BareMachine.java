package dev.liveorders.jar;

import dev.liveorders.kit.CheapJava;
import dev.liveorders.kit.MachineCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of this machine to install the program on. It takes itself for one where systemd runs; nothing is started by
 * that, and a test starts the service in its place.
 */
final class BareMachine {
  static final Path UNIT = Path.of("conf/live-orders.service");
  private static final String ASKED = "/tmp/systemctl";

  /** Stands in for systemd: says what it was asked; what only takes files is done. */
  private static final String SYSTEMCTL = """
      #!/bin/sh
      echo "$*" >> %s
      case " $* " in
        *" is-active "*) exit 3 ;;
        *" --now "*) ;;
        *" preset "* | *" is-enabled "* | *" disable "*) SYSTEMD_OFFLINE=1 exec /usr/bin/systemctl "$@" ;;
      esac
      """.formatted(ASKED);

  /** Runs a command as its user, in its folder, with its settings: each a line, in quotes or not. */
  private static final String SYSTEMD_RUN = """
      #!/bin/sh
      set -e
      while true; do
        case $1 in
          -p)
            case $2 in
              User=*) user=${2#*=} ;;
              EnvironmentFile=*)
                while IFS= read -r line; do
                  case $line in
                    [A-Z]*=*) export "$(printf '%s' "$line" | sed 's/="\\(.*\\)"$/=\\1/')" ;;
                  esac
                done < "${2#*=}" ;;
              StateDirectory=*) install -d -m 750 -o "$user" -g "$user" "/var/lib/${2#*=}" ;;
              WorkingDirectory=*) cd "${2#*=}" ;;
            esac
            shift 2 ;;
          -*) shift ;;
          *) break ;;
        esac
      done
      exec setpriv --reuid="$user" --regid="$user" --init-groups "$@"
      """;

  /**
   * Stands in for Java: it starts cheaply, and archives no more than what it takes to say the version; once, as a copy
   * is as good for the same jar.
   */
  private static final String JAVA = """
      #!/bin/sh
      java='%s %s'
      kept=/tmp/kept.jsa
      for last; do :; done
      [ "$last" = train ] || exec $java "$@"
      for argument; do
        shift
        case $argument in
          train) ;;
          -XX:ArchiveClassesAtExit=*) archive=${argument#*=} ;;
          *) set -- "$@" "$argument" ;;
        esac
      done
      [ -f $kept ] || $java -XX:ArchiveClassesAtExit=$kept "$@" --version
      cp $kept "$archive"
      """;

  /**
   * Images for containers have apt read all its lists again for each command; and apt shows its scripts no programs of
   * /usr/local (apt.conf(5), DPkg::Path), where the stand-ins are.
   */
  private static final String APT_CONF =
      "Dir::Cache { pkgcache \"pkgcache.bin\"; srcpkgcache \"srcpkgcache.bin\"; };"
          + " DPkg::Path \"/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\";";

  private BareMachine() {}

  /** Makes a copy, or skips the test; images for containers have a policy that lets no service start. */
  static MachineCopy orSkip(Class<?> test, Path folder) throws IOException, InterruptedException {
    MachineCopy machine = MachineCopy.orSkip(test, folder);
    machine.run("echo '" + APT_CONF + "' > /etc/apt/apt.conf.d/zz-test"
        + " && rm -f /usr/sbin/policy-rc.d && mkdir -p /run/systemd/system");
    machine.program("systemctl", SYSTEMCTL);
    machine.program("systemd-run", SYSTEMD_RUN);
    Path java = Path.of(System.getProperty("java.home"));
    machine.program("java", JAVA.formatted(java.resolve("bin/java"), CheapJava.COMPILING));
    machine.run("mkdir -p /opt/java/bin && cp " + java.resolve("release") + " /opt/java"
        + " && mv /usr/local/bin/java /opt/java/bin");
    machine.env("JAVA_HOME", "/opt/java");
    return machine;
  }

  /** Returns the file of the build that has such a name. */
  static Path built(String name) throws IOException {
    Path target = Path.of(System.getProperty("live-orders.jar")).getParent();
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Returns what systemd was asked since the last call. */
  static String asked(MachineCopy machine) throws IOException, InterruptedException {
    return machine.run("touch " + ASKED + " && cat " + ASKED + " && rm " + ASKED);
  }

  /** Returns the command that runs the service as the unit does. */
  static List<String> service(MachineCopy machine) throws IOException {
    String prefix = "Environment=\"";
    String variable = Files.readAllLines(UNIT).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length(), line.length() - 1))
        .map(line -> line.replace("%S", "/var/lib").replace("%N", "live-orders"))
        .findFirst()
        .orElseThrow();
    return machine.command(
        "systemd-run",
        "-p",
        "User=live-orders",
        "-p",
        "WorkingDirectory=/var/lib/live-orders",
        "-p",
        "EnvironmentFile=/etc/live-orders/live-orders.env",
        "env",
        variable,
        "live-orders");
  }

  /** Has the service listen to this port, and start without a rehearsal. */
  static void setPort(MachineCopy machine, int port) throws IOException, InterruptedException {
    machine.run("sed -i s/^LIVE_ORDERS_HTTP_PORT=.*/LIVE_ORDERS_HTTP_PORT=" + port
        + "/ /etc/live-orders/live-orders.env"
        + " && echo LIVE_ORDERS_REHEARSAL_MILLIS=0 >> /etc/live-orders/live-orders.env");
  }

  /** Lists the files of ours that are there, but for the packages themselves. */
  static List<String> ours(MachineCopy machine) throws IOException, InterruptedException {
    return machine.added().stream()
        .filter(file -> file.contains("live-orders") && !file.startsWith("/tmp/"))
        .toList();
  }
}

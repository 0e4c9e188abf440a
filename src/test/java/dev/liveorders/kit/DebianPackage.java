package dev.liveorders.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that tests need and the build cannot bring: the machine's own, or Debian's, which are installed when there
 * are none, as root or by sudo.
 */
public final class DebianPackage {
  /** A daemon that is installed for a test is not started (invoke-rc.d asks this file). */
  private static final String WITHOUT_STARTING = "policy=/usr/sbin/policy-rc.d; [ -e $policy ] || {"
      + " echo exit 101 > $policy; chmod +x $policy; trap \"rm $policy\" EXIT; };";

  private static final long INSTALL_MINUTES = 5;

  /** Is held while a program is looked for or installed: in another JVM it may be there and not be complete. */
  private static final Path LOCK = Path.of(
      System.getProperty("java.io.tmpdir"),
      "live-orders-packages-" + System.getProperty("user.name"));

  private DebianPackage() {}

  /**
   * Finds a program, or installs it.
   *
   * @param name     of the package
   * @param programs the names it may have
   */
  static Path program(String name, String... programs) {
    return whileNoneIsInstalled(() -> find(programs).orElseGet(() -> {
      install(name);
      return find(programs).orElseThrow(() -> needed(name, null));
    }));
  }

  /** Does something while no test installs a package, in any JVM. */
  static synchronized <T> T whileNoneIsInstalled(Supplier<T> work) {
    try (FileChannel file =
        FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.lock();
      return work.get();
    } catch (IOException unusable) {
      throw new UncheckedIOException("cannot lock " + LOCK, unusable);
    }
  }

  /** The same for a test that is skipped, and says so in one line, where there is none and none can be installed. */
  public static Path orSkip(Class<?> test, String name, String... programs) {
    try {
      return program(name, programs);
    } catch (IllegalStateException missing) {
      String line = test.getSimpleName() + " IS SKIPPED: " + missing.getMessage();
      System.out.println(line);
      return Assumptions.abort(line);
    }
  }

  private static Optional<Path> find(String... programs) {
    List<String> folders = List.of((System.getenv("PATH") + ":/usr/sbin").split(":"));
    return Stream.of(programs)
        .flatMap(program -> folders.stream().map(folder -> Path.of(folder, program)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** By the lists of packages that are there; where that fails they are missing or old. */
  private static void install(String name) {
    String install = command(name);
    String command =
        WITHOUT_STARTING + " " + install + " || { apt-get update && " + install + "; }";
    List<String> asRoot = System.getProperty("user.name").equals("root")
        ? List.of("sh", "-c", command)
        : List.of("sudo", "-n", "sh", "-c", command);
    try {
      Process process = new ProcessBuilder(asRoot).inheritIO().start();
      if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw needed(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw needed(name, e);
    }
  }

  private static String command(String name) {
    return "apt-get install -y --no-install-recommends " + name;
  }

  private static IllegalStateException needed(String name, Exception cause) {
    return new IllegalStateException(
        "a test needs " + name + ", and it could not be installed; run as root: apt-get update && "
            + command(name),
        cause);
  }
}

package dev.liveorders.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Node.js that Playwright brings along, and npm: the machine's own, or Debian's, which is installed when there is
 * none.
 */
public final class NodeJs {
  private static final long SECONDS = 120;

  private NodeJs() {}

  /**
   * Runs a script, and waits for its end.
   *
   * @return what it said
   * @throws AssertionError with what it said, when it fails
   */
  public static String run(Path folder, String... arguments) {
    return run(folder, executable(), arguments);
  }

  /** Runs npm, and waits for its end. */
  public static String npm(Path folder, String... arguments) {
    return run(folder, DebianPackage.program("npm", "npm").toString(), arguments);
  }

  /**
   * Copies a project to a folder and installs what its lock file names. That is kept in the folder for the next time,
   * until the lock file changes.
   */
  public static void install(Path project, Path folder) throws IOException {
    Path lock = project.resolve("package-lock.json");
    Path installed = folder.resolve("installed-package-lock.json");
    copy(project, folder);
    if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
      npm(folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(from)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Its own, unless PLAYWRIGHT_NODEJS_PATH names another. */
  private static String executable() {
    return BrowserDriver.get().createProcessBuilder().command().get(0);
  }

  private static String run(Path folder, String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("node", ".txt");
      Process process = new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String said = Files.readString(output);
      Files.delete(output);
      if (!ended || process.exitValue() != 0) {
        String how = ended ? "exit " + process.exitValue() : "running after " + SECONDS + " s";
        throw new AssertionError(String.join(" ", command) + ": " + how + "\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new AssertionError(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(String.join(" ", command), e);
    }
  }
}

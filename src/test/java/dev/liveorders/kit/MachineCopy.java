package dev.liveorders.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * This machine as it is, to be changed without consequences: an overlay over its root folder, in a mount namespace
 * that ends with it. Network and processes are those of the machine. Needs root on Linux.
 */
public final class MachineCopy implements AutoCloseable {
  private static final String READY = "mounted";

  /**
   * Mounts in folder $1, and holds the mounts until it ends. What dpkg knows is copied, as what an overlay has not
   * copied goes on to change with the machine: there, another test may install a package.
   */
  private static final String MOUNT = String.join(
      "\n",
      "set -e",
      "mount -t tmpfs tmpfs \"$1\"",
      "mkdir \"$1/changed\" \"$1/work\" \"$1/root\"",
      "mount -t overlay overlay -o lowerdir=/,upperdir=\"$1/changed\",workdir=\"$1/work\" \"$1/root\"",
      "mount -t proc proc \"$1/root/proc\"",
      "mount --rbind /dev \"$1/root/dev\"",
      "cp -a /var/lib/dpkg \"$1/root/var/lib/copied\"",
      "rm -r \"$1/root/var/lib/dpkg\"",
      "mv \"$1/root/var/lib/copied\" \"$1/root/var/lib/dpkg\"",
      "echo " + READY,
      "exec cat");

  private final Path folder;
  private final Process holder;
  private final List<String> environment = new ArrayList<>();

  private MachineCopy(Path folder, Process holder) {
    this.folder = folder;
    this.holder = holder;
  }

  /** Makes a copy; a test that cannot have one is skipped, and says why. */
  public static MachineCopy orSkip(Class<?> test, Path folder) {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("user.name").equals("root")
        || !Files.exists(Path.of("/usr/bin/dpkg"))) {
      skip(test, "this is not Debian, or not root");
    }
    return DebianPackage.whileNoneIsInstalled(() -> mount(test, folder));
  }

  private static MachineCopy mount(Class<?> test, Path folder) {
    try {
      Process holder = new ProcessBuilder(
              "unshare", "--mount", "sh", "-c", MOUNT, "sh", folder.toString())
          .redirectErrorStream(true)
          .start();
      String line = holder.inputReader(StandardCharsets.UTF_8).readLine();
      if (!READY.equals(line)) {
        holder.destroy();
        skip(test, "no overlay can be mounted: " + line);
      }
      return new MachineCopy(folder, holder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void skip(Class<?> test, String reason) {
    String line = test.getSimpleName() + " IS SKIPPED, it needs a copy of this machine: " + reason;
    System.out.println(line);
    Assumptions.abort(line);
  }

  /** Sets a variable of all commands from now on. */
  public void env(String name, String value) {
    environment.add(name + "=" + value);
  }

  /** Returns the command that runs a program there. */
  public List<String> command(String... program) {
    List<String> command = new ArrayList<>(List.of(
        "nsenter", "--mount", "--target", Long.toString(holder.pid()), "chroot", root(), "env"));
    command.addAll(environment);
    command.addAll(Arrays.asList(program));
    return command;
  }

  /** Runs a shell's line there; returns what it printed, and fails unless it ends with 0. */
  public String run(String line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command("sh", "-c", line)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(line + " ended with " + process.exitValue() + ": " + printed);
    }
    return printed;
  }

  /** Writes a program there that all find. */
  public void program(String name, String script) throws IOException, InterruptedException {
    Path file = Files.writeString(Files.createTempFile(folder.getParent(), name, ""), script);
    put(file, "/usr/local/bin/" + name);
    run("chmod 755 /usr/local/bin/" + name);
    Files.delete(file);
  }

  /** Copies a file of this machine to a path there. */
  public void put(Path file, String path) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command("sh", "-c", "cat > " + path))
        .redirectInput(file.toFile())
        .start();
    if (process.waitFor() != 0) {
      throw new IOException("cannot write " + path);
    }
  }

  /**
   * Lists what there is now, and is not on this machine, below {@code /}: files and links, without what was removed.
   */
  public List<String> added() throws IOException, InterruptedException {
    Process find = new ProcessBuilder(
            "nsenter",
            "--mount",
            "--target",
            Long.toString(holder.pid()),
            "find",
            folder + "/changed",
            "(",
            "-type",
            "f",
            "-o",
            "-type",
            "l",
            ")",
            "-printf",
            "/%P\\n")
        .start();
    try (Stream<String> lines = find.inputReader(StandardCharsets.UTF_8).lines()) {
      return lines.filter(file -> !Files.exists(Path.of(file))).sorted().toList();
    }
  }

  private String root() {
    return folder + "/root";
  }

  /** Ends it, and with it all its mounts. */
  @Override
  public void close() {
    holder.destroy();
  }
}

package dev.liveorders.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * nginx or HAProxy with the configuration of {@code conf}, as a process of its own in front of three nodes of this
 * machine.
 */
public final class ProxyProcess implements AutoCloseable {
  private static final long WITHIN_SECONDS = 10;

  private final Process process;
  private final ProxyFile file;
  private final String reloadSignal;
  private final List<String> lines = new ArrayList<>();

  private ProxyProcess(Process process, ProxyFile file, String reloadSignal) {
    this.process = process;
    this.file = file;
    this.reloadSignal = reloadSignal;
    Thread reader = new Thread(this::readLines, "proxy-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts nginx; its files lie in {@code folder}. */
  public static ProxyProcess nginx(ProxyFile file) throws IOException, InterruptedException {
    String program = DebianPackage.program("nginx", "nginx").toString();
    String path = file.path().toString();
    check(program, "-t", "-c", path);
    return start(file, "HUP", program, "-c", path, "-g", "daemon off;");
  }

  /** Starts HAProxy, as its service does: with a master, which can reload. */
  public static ProxyProcess haproxy(ProxyFile file) throws IOException, InterruptedException {
    String program = DebianPackage.program("haproxy", "haproxy").toString();
    String path = file.path().toString();
    check(program, "-c", "-f", path);
    return start(file, "USR2", program, "-W", "-db", "-f", path);
  }

  /** Has a proxy check its configuration; fails with what it says. */
  private static void check(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || said.matches("(?is).*\\bwarn(ing)?\\b.*")) {
      throw new AssertionError(said);
    }
  }

  private static ProxyProcess start(ProxyFile file, String reloadSignal, String... command)
      throws IOException, InterruptedException {
    ProxyProcess proxy = new ProxyProcess(
        new ProcessBuilder(command).redirectErrorStream(true).start(), file, reloadSignal);
    try {
      Await.until("it listens or ends", () -> proxy.listens() || !proxy.process.isAlive());
    } finally {
      if (!proxy.listens()) {
        proxy.close();
      }
    }
    assertThat(proxy.process.isAlive()).as("%s", proxy.lines()).isTrue();
    return proxy;
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), publicPort())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private void readLines() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
      }
    } catch (IOException ended) {
      // what was said before is in the lines
    }
  }

  /** Where the public comes in. */
  public int publicPort() {
    return file.publicPort();
  }

  /** Where the shop's servers come in. */
  public int shopPort() {
    return file.shopPort();
  }

  /** Where an operator asks HAProxy; nginx has no such door. */
  public int operatorPort() {
    return file.operatorPort();
  }

  /** What it has said so far. */
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill -" + name + " failed");
    }
  }

  /**
   * Has it read its configuration anew, and waits until the processes that work are others. HAProxy does not hear a
   * signal that comes just after its start, so it is told again.
   */
  public void reload() throws IOException, InterruptedException {
    Set<Long> before = workers();
    AtomicInteger round = new AtomicInteger();
    Await.until("other processes work", () -> {
      if (round.getAndIncrement() % 200 == 0) {
        signal(reloadSignal);
      }
      return !before.containsAll(workers());
    });
  }

  private Set<Long> workers() {
    return process.descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  /** Ends it and its workers, old ones too, and waits for that. */
  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.toHandle().destroy();
    all.forEach(one -> one.onExit()
        .completeOnTimeout(one, WITHIN_SECONDS, TimeUnit.SECONDS)
        .thenAccept(ProcessHandle::destroyForcibly)
        .join());
  }
}

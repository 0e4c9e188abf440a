package dev.liveorders.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/**
 * Machines on a network that nobody else has: each is a network namespace on a router, one more namespace, which
 * loses what it is told to lose, without a word to anybody. The machine of the tests gets one interface with two
 * addresses, from which it reaches the others, and on the second of which a database may listen. All addresses are of
 * 198.18.0.0/15, which is for tests of networks (RFC 2544). For one thread.
 */
public final class PrivateNetwork implements AutoCloseable {
  private static final int NETWORKS = 512;
  private static final Path FOLDER = Path.of("/etc/netns");

  private final IpCommand ip;
  private final String name = "lo" + ProcessHandle.current().pid();

  /**
   * A network of 256 addresses, up to its last dot: for every machine, and first of all for the tests, eight of them.
   */
  private final String prefix;

  private final List<String> namespaces = new ArrayList<>();
  private final Set<Path> files = new HashSet<>();

  private boolean madeFolder;

  /** What takes away what was made, the last thing first. */
  private final Deque<String> removals = new ArrayDeque<>();

  /** What is lost, as rules of the router. */
  private final List<String> cuts = new ArrayList<>();

  private PrivateNetwork(IpCommand ip) {
    this.ip = ip;
    int number = (int) (ProcessHandle.current().pid() % NETWORKS);
    this.prefix = "198." + (18 + number / 256) + "." + number % 256 + ".";
  }

  /** Makes a network of some machines; a test that cannot have one is skipped, and says why. */
  public static PrivateNetwork orSkip(Class<?> test, int machines) throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      skip(test, "this is " + System.getProperty("os.name"));
    }
    if (!System.getProperty("user.name").equals("root")) {
      skip(test, "only root may make them");
    }
    PrivateNetwork network = new PrivateNetwork(IpCommand.find());
    try {
      network.addRouter();
    } catch (IOException failure) {
      network.close();
      skip(test, "this machine has none for us: " + failure.getMessage());
    }
    try {
      for (int machine = 0; machine < machines; machine++) {
        network.addMachine(machine);
      }
      return network;
    } catch (IOException broken) {
      network.close();
      throw broken;
    }
  }

  private static void skip(Class<?> test, String reason) {
    String line = test.getSimpleName() + " IS SKIPPED, it needs network namespaces: " + reason;
    System.out.println(line);
    Assumptions.abort(line);
  }

  private void addRouter() throws IOException {
    String router = addNamespace("router");
    ip.run("link add " + name + " type veth peer name tests netns " + router);
    removals.push("link del " + name);
    ip.run("-n " + router + " addr add " + prefix + "1/29 dev tests");
    ip.run("-n " + router + " link set tests up");
    ip.run("netns exec " + router + " tee /proc/sys/net/ipv4/ip_forward", "1");
    ip.run("addr add " + testAddress() + "/29 dev " + name);
    ip.run("addr add " + databaseAddress() + "/29 dev " + name);
    ip.run("link set " + name + " up");
    ip.run("route add " + prefix + "0/24 via " + prefix + "1 src " + testAddress());
  }

  private void addMachine(int machine) throws IOException {
    String router = namespaces.get(0);
    String namespace = addNamespace(Integer.toString(machine));
    String gateway = prefix + (8 * machine + 9);
    String link = "machine" + machine;
    ip.run(
        "link add " + link + " netns " + router + " type veth peer name eth0 netns " + namespace);
    ip.run("-n " + router + " addr add " + gateway + "/29 dev " + link);
    ip.run("-n " + router + " link set " + link + " up");
    ip.run("-n " + namespace + " addr add " + address(machine) + "/29 dev eth0");
    ip.run("-n " + namespace + " link set lo up");
    ip.run("-n " + namespace + " link set eth0 up");
    ip.run("-n " + namespace + " route add " + prefix + "0/24 via " + gateway);
  }

  private String addNamespace(String suffix) throws IOException {
    String namespace = name + "-" + suffix;
    ip.run("netns add " + namespace);
    removals.push("netns del " + namespace);
    namespaces.add(namespace);
    return namespace;
  }

  /** Where clients that are tests come from. */
  String testAddress() {
    return prefix + "2";
  }

  /** An address of this machine for a database: what is lost on the way there is not lost on the way to tests. */
  public String databaseAddress() {
    return prefix + "3";
  }

  public String address(int machine) {
    return prefix + (8 * machine + 10);
  }

  /** The command that runs another one on a machine. */
  public String[] on(int machine) {
    return new String[] {ip.toString(), "netns", "exec", namespaces.get(1 + machine)};
  }

  /** All that a machine finds when it looks for a name; to be said before anything runs there. */
  public void addName(int machine, String host, List<String> addresses) throws IOException {
    madeFolder |= !Files.exists(FOLDER);
    Path hosts = FOLDER.resolve(namespaces.get(1 + machine)).resolve("hosts");
    Files.createDirectories(hosts.getParent());
    files.add(hosts);
    List<String> lines = new ArrayList<>(List.of("127.0.0.1 localhost"));
    addresses.forEach(address -> lines.add(address + " " + host));
    Files.write(hosts, lines);
  }

  /** From now on all that the two addresses say to each other is lost; neither is told. */
  public void cut(String one, String other) throws IOException {
    lose("from " + one + " to " + other);
    lose("from " + other + " to " + one);
  }

  /** The same of what either says to this port of the other. */
  public void cut(String one, String other, int port) throws IOException {
    lose("from " + one + " to " + other + " ipproto tcp dport " + port);
    lose("from " + other + " to " + one + " ipproto tcp dport " + port);
  }

  private void lose(String what) throws IOException {
    ip.run("-n " + namespaces.get(0) + " rule add " + what + " blackhole");
    cuts.add(what + " blackhole");
  }

  /** Nothing is lost any more. */
  public void heal() throws IOException {
    for (String rule : cuts) {
      ip.run("-n " + namespaces.get(0) + " rule del " + rule);
    }
    cuts.clear();
  }

  /** Removes all of it; whatever runs on its machines has no network then. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!removals.isEmpty()) {
      try {
        ip.run(removals.pop());
      } catch (IOException e) {
        failure = e;
      }
    }
    for (Path file : files) {
      Files.delete(file);
      Files.delete(file.getParent());
    }
    if (madeFolder) {
      Files.delete(FOLDER);
    }
    if (failure != null) {
      throw failure;
    }
  }
}

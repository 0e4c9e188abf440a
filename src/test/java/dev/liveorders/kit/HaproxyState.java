package dev.liveorders.kit;

import java.io.IOException;
import java.util.List;

/** What HAProxy tells its operator of the nodes, at one moment. */
public final class HaproxyState {
  private final List<String> names;
  private final List<List<String>> rows;

  private HaproxyState(List<String> lines) {
    this.names = fields(lines.get(0).replaceFirst("^# ", ""));
    this.rows = lines.stream().skip(1).map(HaproxyState::fields).toList();
  }

  /** Asks at the operator's door. */
  public static HaproxyState of(ProxyProcess proxy) throws IOException, InterruptedException {
    return new HaproxyState(
        new Api(proxy.operatorPort()).get("/;csv").body().lines().toList());
  }

  private static List<String> fields(String line) {
    return List.of(line.split(",", -1));
  }

  /** What it thinks of a node: begins with UP, DOWN or NOLB, which gets nothing new. */
  public String status(String node) {
    return ofWatchers(node, "status");
  }

  /** The sockets and event streams that a node has now. */
  public int watchers(String node) {
    return Integer.parseInt(ofWatchers(node, "scur"));
  }

  /** How often a node was taken for one that does not answer. */
  public int downs(String node) {
    return Integer.parseInt(ofWatchers(node, "chkdown"));
  }

  private String ofWatchers(String node, String name) {
    return rows.stream()
        .filter(row -> row.get(0).equals("watch") && row.get(1).equals(node))
        .findFirst()
        .orElseThrow()
        .get(names.indexOf(name));
  }
}

package dev.liveorders.app.cluster;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.NodeInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a node tells the others about itself. It is always told as a whole, so that the newest is all that counts:
 * in JSON {@code {"node","cluster","member","bus","version","consumers":{address:[number,…]},"members":[…]}}.
 *
 * @param node      its id, new with each start
 * @param cluster   the name of its cluster
 * @param member    where it listens for other nodes
 * @param bus       where its event bus listens, once it does
 * @param version   grows with each change
 * @param consumers the numbers of its consumers, by their address on the event bus
 * @param members   where the nodes listen that it is connected with
 */
record NodeState(
    String node,
    String cluster,
    MemberAddress member,
    Optional<NodeInfo> bus,
    long version,
    Map<String, List<Long>> consumers,
    List<MemberAddress> members) {
  NodeState {
    consumers = Map.copyOf(consumers);
    members = List.copyOf(members);
  }

  JsonObject toJson() {
    JsonObject addresses = new JsonObject();
    consumers.forEach((address, numbers) -> addresses.put(address, new JsonArray(numbers)));
    JsonObject json = new JsonObject()
        .put("node", node)
        .put("cluster", cluster)
        .put("member", member.toString())
        .put("version", version)
        .put("consumers", addresses)
        .put(
            "members",
            new JsonArray(members.stream().map(MemberAddress::toString).toList()));
    bus.ifPresent(info -> json.put("bus", new MemberAddress(info.host(), info.port()).toString()));
    return json;
  }

  /**
   * Reads one.
   *
   * @throws RuntimeException when that is none
   */
  static NodeState of(JsonObject json) {
    Map<String, List<Long>> consumers = new HashMap<>();
    JsonObject addresses = json.getJsonObject("consumers");
    for (String address : addresses.fieldNames()) {
      List<Long> numbers = new ArrayList<>();
      addresses.getJsonArray(address).forEach(number -> numbers.add(((Number) number).longValue()));
      consumers.put(address, numbers);
    }
    List<MemberAddress> members = new ArrayList<>();
    json.getJsonArray("members").forEach(member -> members.add(address((String) member)));
    return new NodeState(
        json.getString("node"),
        json.getString("cluster"),
        address(json.getString("member")),
        Optional.ofNullable(json.getString("bus"))
            .map(NodeState::address)
            .map(bus -> new NodeInfo(bus.host(), bus.port(), null)),
        json.getLong("version"),
        consumers,
        members);
  }

  private static MemberAddress address(String text) {
    return MemberAddress.of(text, 0);
  }
}

package dev.liveorders.app.cluster;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A connection to another node, whose certificate is checked already. Each line is JSON: a {@link NodeState} as
 * {@code {"state":{…}}}, or the version of the other's that was received, {@code {"seen":7}}. What is anything else
 * ends the connection. Confined to the event loop of its {@link Mesh}.
 */
final class Link {
  /** Bytes of one line; a state has one name of an address, and some digits, for each consumer. */
  static final int MAX_LINE = 1_048_576;

  private static final String STATE = "state";
  private static final String SEEN = "seen";

  private final NetSocket socket;
  private final Optional<MemberAddress> dialed;
  private Handler<NodeState> onState;
  private LongConsumer onSeen;
  private long lastHeard = System.nanoTime();
  private long seen;
  private String node;

  /**
   * @param dialed the address that this node connected to, if it was not the other who did
   */
  Link(NetSocket socket, Optional<MemberAddress> dialed) {
    this.socket = socket;
    this.dialed = dialed;
  }

  Optional<MemberAddress> dialed() {
    return dialed;
  }

  /** Reads from now on. */
  void open(Handler<NodeState> states, LongConsumer seenVersions, Runnable closed) {
    onState = states;
    onSeen = seenVersions;
    socket.handler(RecordParser.newDelimited("\n", line -> read(line.toString()))
        .maxRecordSize(MAX_LINE)
        .exceptionHandler(tooLong -> close()));
    socket.exceptionHandler(broken -> close());
    socket.closeHandler(end -> closed.run());
  }

  private void read(String line) {
    lastHeard = System.nanoTime();
    try {
      JsonObject json = new JsonObject(line);
      if (json.containsKey(STATE)) {
        NodeState state = NodeState.of(json.getJsonObject(STATE));
        onState.handle(state);
        socket.write(new JsonObject().put(SEEN, state.version()).encode() + "\n");
      } else {
        seen = json.getLong(SEEN);
        onSeen.accept(seen);
      }
    } catch (RuntimeException unreadable) {
      close();
    }
  }

  void send(NodeState state) {
    socket.write(new JsonObject().put(STATE, state.toJson()).encode() + "\n");
  }

  /** Keeps in mind whom it leads to, as the first state told. */
  void leadsTo(String nodeId) {
    node = nodeId;
  }

  /** Returns the node that it leads to; null as long as that has said nothing. */
  String node() {
    return node;
  }

  /** Returns the version of our state that the other has. */
  long seen() {
    return seen;
  }

  boolean isSilentFor(Duration time) {
    return System.nanoTime() - lastHeard > time.toNanos();
  }

  void close() {
    socket.close();
  }
}

package dev.liveorders.kit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A client of {@code live-orders.v1} that goes back to where it was when its connection is lost, and finds it a fault
 * when a position or a total steps back, or when it is not shown only what it missed. For one thread.
 */
public final class ResumingWatcher implements AutoCloseable {
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol: live-orders.v1";

  private final int port;
  private final String path;
  private final String subprotocols;
  private final Map<String, Long> totals = new HashMap<>();
  private RawSocket socket;
  private String epoch;
  private long seq;
  private int resumed;

  private ResumingWatcher(int port, String path, String subprotocols) {
    this.port = port;
    this.path = path;
    this.subprotocols = subprotocols;
  }

  /** Connects to a server or proxy of this machine, as a page that came from there. */
  public static ResumingWatcher open(int port, String category) throws IOException {
    return open(port, category, SUBPROTOCOL);
  }

  /** The same where readers need a key. */
  public static ResumingWatcher withKey(int port, String category, String key) throws IOException {
    return open(port, category, SUBPROTOCOL + ", bearer." + key);
  }

  private static ResumingWatcher open(int port, String category, String subprotocols)
      throws IOException {
    ResumingWatcher watcher = new ResumingWatcher(port, "/orders/" + category, subprotocols);
    watcher.connect(watcher.path);
    watcher.read();
    return watcher;
  }

  private void connect(String url) throws IOException {
    socket = RawSocket.connect(port, url, subprotocols, "Origin: http://localhost:" + port);
  }

  /** Reads on until a product's total is so high. */
  public void awaitTotal(String product, long total) throws IOException {
    long deadline = System.nanoTime() + Await.TIMEOUT.toNanos();
    while (totals.get(product) < total) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(product + " is " + totals.get(product) + ", not " + total);
      }
      try {
        read();
      } catch (IOException lost) {
        comeBack();
      }
    }
  }

  private void comeBack() throws IOException {
    socket.close();
    Await.until("the watcher resumes", this::resume);
  }

  private boolean resume() {
    JsonObject snapshot;
    try {
      connect(path + "?epoch=" + epoch + "&since=" + seq);
      snapshot = read();
    } catch (IOException notYet) {
      return false;
    }
    if (!snapshot.getString("type").equals("snapshot") || snapshot.getBoolean("full")) {
      throw new AssertionError("did not resume: " + snapshot);
    }
    resumed++;
    return true;
  }

  private JsonObject read() throws IOException {
    JsonObject message = new JsonObject(socket.readNext(RawSocket.TEXT).text());
    if (message.getString("type").equals("details")) {
      return read(); // it says nothing of the position
    }
    epoch = message.getString("epoch", epoch);
    long next = message.getLong("seq");
    if (next < seq) {
      throw new AssertionError("was at " + seq + ", and is shown " + message);
    }
    seq = next;
    for (Object item : message.getJsonArray("orders", new JsonArray())) {
      JsonObject order = (JsonObject) item;
      Long before = totals.put(order.getString("id"), order.getLong("total"));
      if (before != null && before > order.getLong("total")) {
        throw new AssertionError("was at " + before + ", and is shown " + message);
      }
    }
    return message;
  }

  /** How often it was cut and came back. */
  public int resumed() {
    return resumed;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

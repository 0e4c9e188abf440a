package dev.liveorders.kit;

import static dev.liveorders.kit.Await.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArraySet;

/** Stands between a client and a server of this machine, and makes the network as bad as it is told. */
public final class TcpProxy {
  private record Pair(NetSocket client, NetSocket server) {
    void close() {
      client.close();
      server.close();
    }
  }

  private final int target;
  private final NetClient connector;
  private final NetServer acceptor;
  private final Set<Pair> pairs = new CopyOnWriteArraySet<>();
  private final Queue<Buffer> said = new ConcurrentLinkedQueue<>();
  private volatile boolean recording;
  private volatile boolean cutting;
  /** The connection whose next answer is lost; null for none. */
  private volatile Pair doomed;

  private volatile boolean losing;
  private volatile boolean refusing;
  private volatile boolean holding;

  /** Listens on {@link #port} and passes everything on to {@code target}. */
  public TcpProxy(Vertx vertx, int target) {
    this.target = target;
    this.connector = vertx.createNetClient();
    this.acceptor = vertx.createNetServer().connectHandler(this::accept);
    await(acceptor.listen(0, "127.0.0.1"));
  }

  public int port() {
    return acceptor.actualPort();
  }

  /** The answer to the next thing that a client says is lost, and so is its connection. */
  public void cutAtNextAnswer() {
    cutting = true;
  }

  /** The next answer is lost, to whatever a client has said already, and so is its connection. */
  public void cutAtAnswer() {
    losing = true;
  }

  /** Cuts the connections; new ones are fine. */
  public void cut() {
    pairs.forEach(Pair::close);
  }

  /** Cuts the connections and lets nobody in. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** Lets nobody in from the next answer on, which is lost. */
  public void refuseFromNextAnswer() {
    refusing = true;
    cutting = true;
  }

  /** Passes on nothing and says nothing: the connections seem to be fine. */
  public void hold() {
    holding = true;
    pairs.forEach(pair -> {
      pair.client.pause();
      pair.server.pause();
    });
  }

  /** As at first; what was held is passed on. */
  public void heal() {
    refusing = false;
    holding = false;
    pairs.forEach(pair -> {
      pair.client.resume();
      pair.server.resume();
    });
  }

  /** From now on what clients say is kept. */
  public TcpProxy record() {
    recording = true;
    return this;
  }

  /** All that clients have said, in the order it came. */
  public Buffer said() {
    Buffer all = Buffer.buffer();
    said.forEach(all::appendBuffer);
    return all;
  }

  private void accept(NetSocket client) {
    if (refusing) {
      client.close();
      return;
    }
    client.pause();
    if (!holding) {
      connector
          .connect(target, "127.0.0.1")
          .onSuccess(server -> join(new Pair(client, server)))
          .onFailure(refused -> client.close());
    }
  }

  private void join(Pair pair) {
    pairs.add(pair);
    pair.client.handler(bytes -> {
      if (recording) {
        said.add(bytes.copy());
      }
      if (cutting) {
        cutting = false;
        doomed = pair;
      }
      pair.server.write(bytes);
    });
    pair.server.handler(answer -> passOn(pair, answer));
    pair.client.closeHandler(closed -> end(pair));
    pair.server.closeHandler(closed -> end(pair));
    pair.client.resume();
  }

  private void passOn(Pair pair, Buffer answer) {
    if (losing || pair.equals(doomed)) {
      losing = false;
      doomed = null;
      end(pair);
    } else {
      pair.client.write(answer);
    }
  }

  private void end(Pair pair) {
    pairs.remove(pair);
    pair.close();
  }
}

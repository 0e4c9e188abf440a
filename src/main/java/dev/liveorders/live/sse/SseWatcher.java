package dev.liveorders.live.sse;

import dev.liveorders.limits.ClientUse;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.DisconnectReason;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.Watcher;
import dev.liveorders.live.wire.EventFrames;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.netty.VertxConnections;
import dev.liveorders.netty.WriteQueue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;

/** A watcher by Server-Sent Events, in a response that never ends. Confined to the event loop of its {@link Hub}. */
public final class SseWatcher extends Watcher {
  private final Hub hub;
  private final HttpServerResponse response;
  private final Channel channel;
  private final ClientUse use;

  /**
   * Makes the response to a request a watcher of events.
   *
   * @param request whose response has its headers set and nothing written
   * @param use     what the watcher has taken of its client's limits, given back at its end; null when nothing
   */
  public static void watch(HttpServerRequest request, Hub hub, Admission admission, ClientUse use) {
    Channel channel = VertxConnections.channel(request.connection());
    hub.limitUnsent(channel);
    hub.admit(new SseWatcher(hub, request.response(), channel, use), admission);
  }

  private SseWatcher(Hub hub, HttpServerResponse response, Channel channel, ClientUse use) {
    super(WireFormat.EVENT_STREAM);
    this.use = use;
    this.hub = hub;
    this.channel = channel;
    this.response = response;
    response.setChunked(true);
    writeHead();
    response.closeHandler(closed -> onEnd());
    response.exceptionHandler(failure -> onEnd());
    response.drainHandler(drained -> hub.drained(this));
  }

  /** Sends the head at once. A client of HTTP/1.0 is sent no chunks: its stream ends with its connection. */
  private void writeHead() {
    if (response.isChunked()) {
      response.writeHead();
    } else {
      response.write(Buffer.buffer());
    }
  }

  @Override
  protected boolean isWritable() {
    return !response.closed() && !response.writeQueueFull();
  }

  @Override
  protected long waitingBytes() {
    return WriteQueue.bytes(channel);
  }

  @Override
  protected long unsentBytes() {
    return WriteQueue.unsent(channel);
  }

  /** Netty copies the bytes out of the heap, so that what waits is each watcher's own. */
  @Override
  protected void write(ByteBuf bytes) {
    if (!response.closed()) {
      response.write(BufferInternal.buffer(bytes));
      if (response.writeQueueFull()) {
        hub.stalled().add(this, null);
      }
    }
  }

  @Override
  protected void writeShared(ByteBuf bytes) {
    write(bytes.retainedDuplicate());
  }

  @Override
  protected void writeShared(ByteBuf head, ByteBuf bytes) {
    write(head);
    writeShared(bytes);
  }

  @Override
  protected void ping(ByteBuf heartbeat) {
    if (isSubscribed()) {
      write(heartbeat);
    }
  }

  @Override
  protected boolean answersPings() {
    return false;
  }

  @Override
  protected void close(DisconnectReason reason) {
    if (response.closed() || response.ended()) {
      return;
    }
    reason.retryAfterMillis().ifPresent(millis -> write(EventFrames.retry(millis)));
    response.end();
    onEnd();
  }

  @Override
  protected void drop() {
    response.reset();
    onEnd();
  }

  private void onEnd() {
    hub.disconnected(this);
    if (use != null) {
      use.end();
    }
  }
}

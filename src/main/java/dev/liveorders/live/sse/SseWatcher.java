package dev.liveorders.live.sse;

import dev.liveorders.limits.Client;
import dev.liveorders.limits.ClientUse;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.DisconnectReason;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.Watcher;
import dev.liveorders.live.wire.EventFrames;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.metrics.ClosedBy;
import dev.liveorders.netty.VertxConnections;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.concurrent.ThreadLocalRandom;

/** A watcher by Server-Sent Events, in a response that never ends. Confined to the event loop of its {@link Hub}. */
public final class SseWatcher extends Watcher {
  /** Over HTTP/2 ends the stream alone (RFC 9113 section 7); over HTTP/1.1 the connection is closed. */
  private static final long CANCEL = 0x8;

  /** About what browsers wait by themselves, which is the same for all: three seconds. */
  private static final long MIN_RETRY_MILLIS = 2_000;

  private static final long MAX_RETRY_MILLIS = 4_000;

  private final Hub hub;
  private final HttpServerResponse response;
  private final EventSink sink;
  private final ClientUse use;

  /**
   * Makes the response to a request a watcher of events, unless its client has hung up.
   *
   * @param request whose response has its headers set and nothing written
   * @param use     what the watcher has taken of its client's limits, given back at its end, or at once when it
   *     cannot begin; null when nothing
   * @param back    whether an EventSource has come back, which keeps the time that it was told before
   */
  public static void watch(
      HttpServerRequest request, Hub hub, Admission admission, ClientUse use, boolean back) {
    if (request.response().closed()) {
      giveBack(use); // nobody would tell of its end
      return;
    }
    SseWatcher watcher;
    try {
      watcher = new SseWatcher(hub, request.response(), sink(request, hub), use);
    } catch (RuntimeException failure) {
      giveBack(use);
      throw failure;
    }
    if (back) {
      watcher.writeRetry();
    }
    hub.admit(watcher, admission);
  }

  private static void giveBack(ClientUse use) {
    if (use != null) {
      use.end();
    }
  }

  /** Writes past the sink, which over HTTP/2 would be full until that is sent, and its client shown everything. */
  private void writeRetry() {
    response.write(BufferInternal.buffer(EventFrames.retry(usualRetryMillis())));
  }

  private static long usualRetryMillis() {
    return ThreadLocalRandom.current().nextLong(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS);
  }

  private static EventSink sink(HttpServerRequest request, Hub hub) {
    Channel channel = VertxConnections.channel(request.connection());
    if (request.version() == HttpVersion.HTTP_2) {
      SharedConnection.limitUnsent(channel, hub.config().maxBufferedBytes());
      return new StreamSink(request.response());
    }
    hub.limitUnsent(channel);
    return new ConnectionSink(request.response(), channel);
  }

  private SseWatcher(Hub hub, HttpServerResponse response, EventSink sink, ClientUse use) {
    super(WireFormat.EVENT_STREAM);
    this.use = use;
    this.hub = hub;
    this.sink = sink;
    this.response = response;
    response.setChunked(true);
    writeHead();
    response.closeHandler(closed -> onEnd());
    response.exceptionHandler(failure -> onEnd());
    sink.onDrained(() -> hub.drained(this));
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
  protected Client client() {
    return use == null ? null : use.client();
  }

  @Override
  protected boolean isWritable() {
    return !response.closed() && !response.ended() && !sink.isFull();
  }

  @Override
  protected long waitingBytes() {
    return sink.waitingBytes();
  }

  @Override
  protected long unsentBytes() {
    return sink.unsentBytes();
  }

  /** Netty copies the bytes out of the heap, so that what waits is each watcher's own. */
  @Override
  protected void write(ByteBuf bytes) {
    if (response.closed()) {
      bytes.release();
      return;
    }
    sink.write(bytes);
    if (sink.isFull()) {
      hub.stalled().add(this, null);
    }
  }

  @Override
  protected void writeShared(ByteBuf bytes) {
    write(bytes.duplicate().retain());
  }

  @Override
  protected void writeShared(ByteBuf head, ByteBuf bytes) {
    write(head);
    writeShared(bytes);
  }

  @Override
  protected void ping(ByteBuf heartbeat) {
    write(isSubscribed() ? heartbeat : EventFrames.comment()); // a dead client is noticed by it
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
    startClosing(Hub.now());
    hub.count().onClosed(this, ClosedBy.SERVER, reason.code());
    reason.retryAfterMillis().ifPresent(millis -> write(EventFrames.retry(millis)));
    response.end();
    onEnd();
  }

  @Override
  protected void drop() {
    response.reset(CANCEL);
    onEnd();
  }

  private void onEnd() {
    hub.disconnected(this);
    giveBack(use);
  }
}

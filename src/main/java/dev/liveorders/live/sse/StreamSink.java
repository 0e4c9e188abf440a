package dev.liveorders.live.sse;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * HTTP/2: a stream of a connection that it shares with others. Full from the first byte that the client's window or
 * the kernel does not take, so that a stalled stream costs one message: the queue that Vert.x has for each stream
 * would be full after sixteen. It drops what waits without a release when the stream ends, so bytes are copied to the
 * heap. Confined to the event loop of its {@link SseWatcher}.
 */
final class StreamSink implements EventSink {
  /** A message is written in such parts, so that its progress is seen. */
  private static final int PART_BYTES = 16_384;

  private final HttpServerResponse response;
  private Runnable drained;
  private long waiting;

  StreamSink(HttpServerResponse response) {
    this.response = response;
  }

  @Override
  public void write(ByteBuf bytes) {
    while (bytes.isReadable()) {
      byte[] copy = new byte[Math.min(bytes.readableBytes(), PART_BYTES)];
      bytes.readBytes(copy);
      waiting += copy.length;
      response.write(Buffer.buffer(copy)).onComplete(written -> {
        waiting -= copy.length;
        if (waiting == 0 && written.succeeded()) {
          drained.run();
        }
      });
    }
    bytes.release();
  }

  @Override
  public boolean isFull() {
    return waiting > 0;
  }

  @Override
  public void onDrained(Runnable handler) {
    drained = handler;
  }

  @Override
  public long waitingBytes() {
    return waiting;
  }

  @Override
  public long unsentBytes() {
    return waiting;
  }
}

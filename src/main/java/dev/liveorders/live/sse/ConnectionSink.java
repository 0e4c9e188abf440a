package dev.liveorders.live.sse;

import dev.liveorders.netty.WriteQueue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * HTTP/1.1: a connection of its own, which takes the bytes as they are. Confined to the event loop of its {@link
 * SseWatcher}.
 */
record ConnectionSink(HttpServerResponse response, Channel channel) implements EventSink {
  @Override
  public void write(ByteBuf bytes) {
    response.write(BufferInternal.buffer(bytes));
  }

  @Override
  public boolean isFull() {
    return response.writeQueueFull();
  }

  @Override
  public void onDrained(Runnable handler) {
    response.drainHandler(drained -> handler.run());
  }

  @Override
  public long waitingBytes() {
    return WriteQueue.bytes(channel);
  }

  @Override
  public long unsentBytes() {
    return WriteQueue.unsent(channel);
  }
}

package dev.liveorders.live;

import dev.liveorders.model.Position;
import dev.liveorders.netty.WriteQueue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;

/** A Server-Sent Events response. Confined to the event loop of its hub. */
final class EventStreamWatcher extends Watcher {
  private final Hub hub;
  private final HttpServerResponse response;
  private final Channel channel;

  EventStreamWatcher(Hub hub, HttpServerResponse response, Channel channel) {
    this.hub = hub;
    this.channel = channel;
    this.response = response;
    response.setChunked(true);
    response.writeHead();
    response.closeHandler(closed -> hub.gone(this));
    response.exceptionHandler(failure -> hub.gone(this));
    response.drainHandler(drained -> hub.drained(this));
  }

  @Override
  Dialect dialect() {
    return Dialect.EVENT_STREAM;
  }

  @Override
  boolean isWritable() {
    return !response.closed() && !response.writeQueueFull();
  }

  @Override
  long waitingBytes() {
    return WriteQueue.bytes(channel);
  }

  @Override
  void write(ByteBuf bytes) {
    if (!response.closed()) {
      response.write(BufferInternal.buffer(bytes));
    }
  }

  @Override
  void write(ByteBuf first, ByteBuf second) {
    write(first);
    write(second);
  }

  @Override
  void ping() {
    if (isWritable() && feed != null) {
      write(EventFrames.position(new Position(feed.epoch(), hub.positionOf(this))));
    }
  }

  @Override
  boolean answersPings() {
    return false;
  }

  @Override
  void close(CloseReason reason) {
    if (response.closed() || response.ended()) {
      return;
    }
    reason.retryAfterMillis().ifPresent(millis -> write(EventFrames.retry(millis)));
    response.end();
    hub.gone(this);
  }

  @Override
  void drop() {
    response.reset();
    hub.gone(this);
  }
}

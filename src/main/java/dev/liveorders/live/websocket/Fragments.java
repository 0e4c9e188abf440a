package dev.liveorders.live.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The part that has come of a text message in several frames. It is on the heap and needs no release. */
final class Fragments {
  private final Utf8Check utf8 = new Utf8Check();
  private final ByteBuf bytes;

  Fragments(int maxBytes) {
    this.bytes = Unpooled.buffer(0, maxBytes);
  }

  int length() {
    return bytes.readableBytes();
  }

  /** Adds a fragment and tells whether this can still become UTF-8; {@code last} ends the message. */
  boolean add(ByteBuf fragment, boolean last) {
    bytes.writeBytes(fragment, fragment.readerIndex(), fragment.readableBytes());
    return utf8.accepts(fragment) && (!last || utf8.isComplete());
  }

  /** Returns the message. */
  ByteBuf bytes() {
    return bytes;
  }
}

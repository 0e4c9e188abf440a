package dev.liveorders.live.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What has come of a text message in several frames. On the heap, so that nobody need release it. */
final class Fragments {
  private final Utf8Check utf8 = new Utf8Check();
  private final ByteBuf bytes;

  Fragments(int most) {
    this.bytes = Unpooled.buffer(0, most);
  }

  int length() {
    return bytes.readableBytes();
  }

  /** Whether this can still become UTF-8; {@code last} ends the message. */
  boolean add(ByteBuf fragment, boolean last) {
    bytes.writeBytes(fragment, fragment.readerIndex(), fragment.readableBytes());
    return utf8.accepts(fragment) && (!last || utf8.isComplete());
  }

  /** The message. */
  ByteBuf bytes() {
    return bytes;
  }
}

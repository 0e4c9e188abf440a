package dev.liveorders.app.cluster;

import io.vertx.core.buffer.Buffer;

/** A message as the event bus of Vert.x writes it, made by hand: to all consumers at an address, of text. */
final class ForgedMessage {
  private ForgedMessage() {}

  static Buffer to(String address, String text) {
    Buffer message = Buffer.buffer().appendByte((byte) 2).appendByte((byte) 9).appendByte((byte) 1);
    appendText(message, address);
    message.appendInt(0);
    appendText(message, "stranger");
    message.appendInt(4);
    appendText(message, text);
    return Buffer.buffer().appendInt(message.length()).appendBuffer(message);
  }

  private static void appendText(Buffer buffer, String text) {
    buffer.appendInt(text.length()).appendString(text);
  }
}

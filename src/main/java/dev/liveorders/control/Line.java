package dev.liveorders.control;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One JSON object in one line. */
final class Line {
  /** The longest line, with room for all keys of a store, or what is listed of an audit. */
  private static final int MAX_BYTES = 1_048_576;

  private Line() {}

  static JsonObject read(SocketChannel channel) throws IOException {
    Buffer line = Buffer.buffer();
    ByteBuffer part = ByteBuffer.allocate(8_192);
    while (line.length() == 0 || line.getByte(line.length() - 1) != '\n') {
      if (channel.read(part) < 0) {
        throw new IOException("the other side hung up");
      }
      if (line.length() + part.position() > MAX_BYTES) {
        throw new IOException("a line of more than " + MAX_BYTES + " bytes");
      }
      part.flip();
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      line.appendBytes(bytes);
      part.clear();
    }
    try {
      return new JsonObject(line);
    } catch (DecodeException invalid) {
      throw new IOException("no JSON object", invalid);
    }
  }

  static void write(SocketChannel channel, JsonObject json) throws IOException {
    ByteBuffer line = ByteBuffer.wrap(json.toBuffer().appendByte((byte) '\n').getBytes());
    while (line.hasRemaining()) {
      channel.write(line);
    }
  }
}

package dev.liveorders.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * A watcher by one HTTP request: of an event stream, or of JSON that is answered once on a connection that is then
 * kept. Confined to the event loop of its load.
 */
final class WatchResponse extends WatchConnection {
  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

  WatchResponse(Owner owner, SoldProduct product) {
    super(owner, product, OK);
  }

  /**
   * Returns the request.
   *
   * @param headers further ones, each with its end of line
   */
  static ByteBuf request(Target target, String path, String headers) {
    return Unpooled.copiedBuffer(
        "GET " + path + " HTTP/1.1\r\nHost: " + target.authority() + "\r\n" + headers + "\r\n",
        StandardCharsets.US_ASCII);
  }

  /**
   * Takes what ends with a brace for a message, as each product's object does, whatever chunks and events stand
   * around it.
   */
  @Override
  void read(ByteBuf bytes, long now) {
    int start = bytes.readerIndex();
    int end = bytes.indexOf(start, bytes.writerIndex(), (byte) '}');
    while (end >= 0) {
      onMessage(bytes, start, end - start, now);
      start = end + 1;
      bytes.readerIndex(start);
      end = bytes.indexOf(start, bytes.writerIndex(), (byte) '}');
    }
  }
}

package dev.liveorders.cli;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;

/**
 * One keep-alive connection that posts, one request at a time. An HTTP client of its own, because a general one takes more
 * CPU than the server it is to measure: it reads no more of an answer than its status, its length and its end. Confined to one
 * event loop.
 */
final class HttpPoster {
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String LENGTH = "\ncontent-length: ";

  private final NetSocket socket;
  private final Buffer head;
  private Buffer received = Buffer.buffer();
  private Promise<Void> answered;

  /**
   * @param socket connected to the server
   * @param host   for the Host header
   * @param path   where to post JSON
   */
  HttpPoster(NetSocket socket, String host, String path) {
    this.socket = socket;
    this.head = Buffer.buffer("POST " + path + " HTTP/1.1\r\nHost: " + host
        + "\r\nContent-Type: application/json\r\nContent-Length: ");
    socket.handler(this::receive);
    socket.closeHandler(closed -> fail("the server closed the connection"));
  }

  /** Posts, and completes when the answer, which must be 200, has come whole. */
  Future<Void> post(Buffer body) {
    answered = Promise.promise();
    socket.write(Buffer.buffer(head.length() + body.length() + 16)
        .appendBuffer(head)
        .appendString(Integer.toString(body.length()))
        .appendBytes(END_OF_HEAD)
        .appendBuffer(body));
    return answered.future();
  }

  private void receive(Buffer part) {
    received = received.length() == 0 ? part : received.appendBuffer(part);
    int endOfHead = endOfHead();
    if (endOfHead < 0) {
      return;
    }
    String answer =
        received.getString(0, endOfHead, "ISO-8859-1").toLowerCase(java.util.Locale.ROOT);
    int end = endOfHead + length(answer);
    if (received.length() < end) {
      return;
    }
    Buffer whole = received;
    received = Buffer.buffer();
    if (answer.startsWith("200", "http/1.1 ".length())) {
      answered.complete();
    } else {
      fail("the server answered " + answer.lines().findFirst().orElse("") + ": "
          + whole.getString(endOfHead, end));
    }
  }

  private int endOfHead() {
    for (int i = 3; i < received.length(); i++) {
      if (received.getByte(i) == '\n' && received.getByte(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int length(String head) {
    int start = head.indexOf(LENGTH);
    if (start < 0) {
      return 0;
    }
    start += LENGTH.length();
    return Integer.parseInt(head.substring(start, head.indexOf('\r', start)).strip());
  }

  private void fail(String message) {
    if (answered != null) {
      answered.tryFail(new BenchException(message));
    }
  }

  Future<Void> close() {
    answered = null;
    return socket.close();
  }
}

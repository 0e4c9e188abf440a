package dev.liveorders.http.connection;

import dev.liveorders.http.response.RequestId;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The requests of a connection that are not answered to the end, in their order. Confined to the event loop of its
 * channel.
 */
final class UnansweredRequests {
  /** Requests that a client may send before it has the answer to the first of them. */
  static final int MAX = 100;

  private final Deque<HttpRequest> heads = new ArrayDeque<>(1);

  /** That of the first of them, once it was needed; null before. */
  private String id;

  void begin(HttpRequest head) {
    heads.add(head);
    id = heads.size() == 1 ? null : id;
  }

  /** Takes the first of them away: it is answered. */
  void end() {
    heads.poll();
    id = null;
  }

  boolean isFull() {
    return heads.size() == MAX;
  }

  int count() {
    return heads.size();
  }

  /** Returns the id of the first of them: the same each time, and a new one while no head has come. */
  String id() {
    if (id == null) {
      HttpRequest first = heads.peek();
      id = first == null ? RequestId.random() : RequestId.of(first.headers()::get);
    }
    return id;
  }
}

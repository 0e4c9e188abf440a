package dev.liveorders.http.connection;

import dev.liveorders.http.response.RequestId;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The requests of a connection that are not answered to the end, in their order. Confined to the event loop of its
 * channel.
 */
final class UnansweredRequests {
  /** Requests that a client may send before it has the answer to the first of them. */
  static final int MAX = 100;

  /** The head of the one whose turn it is; null for none. */
  private HttpRequest first;

  /** The heads of those behind it; null until there was one, as most clients wait for each answer. */
  private Queue<HttpRequest> others;

  /** The id of the first, once it was needed; null before. */
  private String id;

  void begin(HttpRequest head) {
    if (first == null) {
      first = head;
      id = null;
      return;
    }
    if (others == null) {
      others = new ArrayDeque<>();
    }
    others.add(head);
  }

  /** Takes the first of them away: it is answered. */
  void end() {
    first = others == null ? null : others.poll();
    id = null;
  }

  boolean isFull() {
    return count() == MAX;
  }

  int count() {
    return (first == null ? 0 : 1) + (others == null ? 0 : others.size());
  }

  /** Returns the id of the first of them: the same each time, and a new one while no head has come. */
  String id() {
    if (id == null) {
      id = first == null ? RequestId.random() : RequestId.of(first.headers()::get);
    }
    return id;
  }
}

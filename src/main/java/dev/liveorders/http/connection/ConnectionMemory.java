package dev.liveorders.http.connection;

import dev.liveorders.limits.LoopBudget;
import dev.liveorders.netty.WriteQueue;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Map;

/**
 * The memory that one HTTP connection takes, estimated: itself, the requests that wait behind others, the bodies it has
 * sent and is not answered for, and the answers that it has not read. Confined to the event loop of its channel.
 */
final class ConnectionMemory {
  /** The cost of an idle connection, with its handlers and a head that has come in part; measured, and rounded up. */
  static final int CONNECTION_BYTES = 7_168;

  /** The cost of a request that waits for its turn, beside its headers; an estimate. */
  static final int WAITING_BYTES = 2_048;

  /** A body is kept in a buffer that doubles as it grows. */
  private static final int BODY_FACTOR = 2;

  private final LoopBudget budget;

  /** Of requests that wait, and of bodies, in estimated bytes. */
  private long requests;

  /** Of answers, in bytes. */
  private long answers;

  /** The bytes that the kernel had yet to take when it was looked at last. */
  private long unsent;

  private boolean closed;

  ConnectionMemory(LoopBudget budget) {
    this.budget = budget;
    budget.take(CONNECTION_BYTES);
  }

  /** Adds a request, which waits unless it is the only one that is unanswered. */
  void onRequest(HttpRequest request, int unanswered) {
    if (unanswered > 1) {
      long bytes = WAITING_BYTES + request.uri().length();
      for (Map.Entry<String, String> header : request.headers()) {
        bytes += header.getKey().length() + header.getValue().length();
      }
      add(bytes);
    }
  }

  /** Adds a part of a body. */
  void onBody(int bytes) {
    add((long) BODY_FACTOR * bytes);
  }

  private void add(long bytes) {
    if (!closed && bytes > 0) {
      requests += bytes;
      budget.take(bytes);
    }
  }

  /** Gives back what the requests took that are answered; of several on their way each counts as much. */
  void onAnswered(int stillUnanswered) {
    if (requests > 0) {
      long left = requests * stillUnanswered / (stillUnanswered + 1);
      budget.take(left - requests);
      requests = left;
    }
  }

  /** Takes what the kernel did not, and gives back what it took. */
  void onFlush(Channel channel) {
    long waiting = closed ? 0 : WriteQueue.bytes(channel);
    if (waiting != answers) {
      budget.take(waiting - answers);
      answers = waiting;
    }
  }

  /**
   * Looks at the channel again, and tells whether the peer has taken anything of an answer since this was asked last.
   */
  boolean hasMoved(Channel channel) {
    onFlush(channel);
    long before = unsent;
    unsent = WriteQueue.unsent(channel);
    return unsent != before;
  }

  /** Tells whether an answer waits for its reader. */
  boolean isAnswerWaiting() {
    return answers > 0;
  }

  /** Gives everything back. */
  void close() {
    if (!closed) {
      closed = true;
      budget.take(-CONNECTION_BYTES - requests - answers);
      requests = 0;
      answers = 0;
    }
  }
}

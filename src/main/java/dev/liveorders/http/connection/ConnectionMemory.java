package dev.liveorders.http.connection;

import dev.liveorders.limits.LoopBudget;
import dev.liveorders.netty.WriteQueue;
import io.netty.channel.Channel;

/**
 * The memory that one HTTP connection takes, estimated: itself, the bodies it has sent and is not answered for, and the
 * answers that it has not read. Confined to the event loop of its channel.
 */
final class ConnectionMemory {
  /** The cost of an idle connection, with its handlers and a head that has come in part; measured, and rounded up. */
  static final int CONNECTION_BYTES = 7_168;

  /** A body is kept in a buffer that doubles as it grows. */
  private static final int BODY_FACTOR = 2;

  private final LoopBudget budget;

  /** Of bodies, in estimated bytes. */
  private long bodies;

  /** Of answers, in bytes. */
  private long answers;

  /** The bytes that the kernel had yet to take when it was looked at last. */
  private long unsent;

  private boolean closed;

  ConnectionMemory(LoopBudget budget) {
    this.budget = budget;
    budget.take(CONNECTION_BYTES);
  }

  /** Adds a part of a body. */
  void onBody(int bytes) {
    if (!closed && bytes > 0) {
      bodies += (long) BODY_FACTOR * bytes;
      budget.take((long) BODY_FACTOR * bytes);
    }
  }

  /** Gives back the bodies of the requests that are answered; of several on their way each counts as much. */
  void onAnswered(int stillUnanswered) {
    if (bodies > 0) {
      long left = bodies * stillUnanswered / (stillUnanswered + 1);
      budget.take(left - bodies);
      bodies = left;
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
      budget.take(-CONNECTION_BYTES - bodies - answers);
      bodies = 0;
      answers = 0;
    }
  }
}

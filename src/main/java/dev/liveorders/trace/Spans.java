package dev.liveorders.trace;

import java.util.List;
import java.util.function.LongSupplier;

/** The spans of what Vert.x does not see. While nothing is traced each call costs a look at a field. Thread safe. */
public final class Spans {
  private static final Span NONE = failure -> {};
  private static final CommitSpan NO_COMMIT = (seq, failure) -> {};

  private static volatile Recorder recorder;

  private Spans() {}

  /** Work under way. */
  @FunctionalInterface
  public interface Span {
    /**
     * Ends it.
     *
     * @param failure null if it succeeded
     */
    void end(Throwable failure);
  }

  /** A commit under way. */
  @FunctionalInterface
  public interface CommitSpan {
    /**
     * Ends it.
     *
     * @param seq     the commit that was made; asked only when it succeeded
     * @param failure null if it succeeded
     */
    void end(LongSupplier seq, Throwable failure);
  }

  /** Makes spans while traces are sent. */
  interface Recorder {
    Object current();

    CommitSpan commit(List<Object> causes);

    Span flush(long from, long to);
  }

  static void recordBy(Recorder next) {
    recorder = next;
  }

  /** Tells whether anything is traced. */
  public static boolean areRecorded() {
    return recorder != null;
  }

  /** Returns the span that the running context is in, as a cause of others; null for none. */
  public static Object current() {
    Recorder on = recorder;
    return on == null ? null : on.current();
  }

  /**
   * Begins a commit.
   *
   * @param causes the spans of requests that are in it: the first is its parent, the others are linked
   */
  public static CommitSpan commit(List<Object> causes) {
    Recorder on = recorder;
    return on == null || causes.isEmpty() ? NO_COMMIT : on.commit(causes);
  }

  /**
   * Begins a flush of an event loop, which shows the commits in (from, to]; it is part of the newest of them that is
   * traced.
   */
  public static Span flush(long from, long to) {
    Recorder on = recorder;
    return on == null ? NONE : on.flush(from, to);
  }

  /** Returns a span of nothing. */
  public static Span none() {
    return NONE;
  }
}

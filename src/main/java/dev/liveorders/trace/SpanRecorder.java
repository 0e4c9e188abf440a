package dev.liveorders.trace;

import dev.liveorders.trace.Spans.CommitSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the spans of commits and flushes. Remembers the newest commits that were traced, so that flushes find them.
 * Thread safe.
 */
final class SpanRecorder implements Spans.Recorder {
  private static final int MAX_COMMITS = 1_024;

  /** Requests of one commit that are linked to it, at most. */
  private static final int MAX_LINKS = 32;

  private final Tracer tracer;
  private final Map<Long, SpanContext> commits = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, SpanContext> eldest) {
      return size() > MAX_COMMITS;
    }
  };

  SpanRecorder(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public Object current() {
    SpanContext context = Span.current().getSpanContext();
    return context.isValid() ? context : null;
  }

  @Override
  public CommitSpan commit(List<Object> causes) {
    SpanBuilder builder = within("commit", (SpanContext) causes.get(0));
    causes.stream().skip(1).limit(MAX_LINKS).forEach(cause -> builder.addLink((SpanContext) cause));
    Span span = builder.setAttribute("live_orders.requests", causes.size()).startSpan();
    return (seq, failure) -> {
      if (failure == null) {
        long made = seq.getAsLong();
        span.setAttribute("live_orders.seq", made);
        remember(made, span.getSpanContext());
      }
      end(span, failure);
    };
  }

  @Override
  public Spans.Span flush(long from, long to) {
    SpanContext newest = newest(from, to);
    if (newest == null) {
      return Spans.none();
    }
    Span span = within("flush", newest).setAttribute("live_orders.seq", to).startSpan();
    return failure -> end(span, failure);
  }

  private SpanBuilder within(String name, SpanContext parent) {
    return tracer.spanBuilder(name).setParent(Context.root().with(Span.wrap(parent)));
  }

  private static void end(Span span, Throwable failure) {
    if (failure != null) {
      span.setStatus(StatusCode.ERROR);
      span.recordException(failure);
    }
    span.end();
  }

  private synchronized void remember(long seq, SpanContext span) {
    commits.put(seq, span);
  }

  private synchronized SpanContext newest(long from, long to) {
    for (long seq = to; seq > Math.max(from, to - MAX_COMMITS); seq--) {
      SpanContext commit = commits.get(seq);
      if (commit != null) {
        return commit;
      }
    }
    return null;
  }
}

package dev.liveorders.trace;

import dev.liveorders.log.RepeatedLine;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.slf4j.LoggerFactory;

/**
 * Sends spans without the queries of their addresses, where keys may be that somebody sent by mistake, and says in
 * one line for many that they could not be sent.
 */
final class SafeExporter implements SpanExporter {
  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
  private static final AttributeKey<String> URL = AttributeKey.stringKey("http.url");

  private final SpanExporter exporter;
  private final String url;
  private final RepeatedLine failures =
      new RepeatedLine(LoggerFactory.getLogger(SafeExporter.class)::warn);

  SafeExporter(SpanExporter exporter, String url) {
    this.exporter = exporter;
    this.url = url;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode sent =
        exporter.export(spans.stream().map(SafeExporter::redacted).toList());
    return sent.whenComplete(() -> {
      if (!sent.isSuccess()) {
        failures.write(
            spans.size(),
            "a span could not be sent to tracing.otlpUrl, {} ({}); see whether a collector listens there",
            url,
            String.valueOf(sent.getFailureThrowable()));
      }
    });
  }

  private static SpanData redacted(SpanData span) {
    Attributes attributes = span.getAttributes();
    String url = attributes.get(URL);
    int query = url == null ? -1 : url.indexOf('?');
    if (query < 0 && attributes.get(QUERY) == null) {
      return span;
    }
    Attributes rest = query < 0
        ? attributes.toBuilder().remove(QUERY).build()
        : attributes.toBuilder().remove(QUERY).put(URL, url.substring(0, query)).build();
    return new DelegatingSpanData(span) {
      @Override
      public Attributes getAttributes() {
        return rest;
      }
    };
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}

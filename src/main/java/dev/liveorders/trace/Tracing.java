package dev.liveorders.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Traces that are sent to a collector, by threads of their own. When it does not keep up, or is unavailable, spans
 * are dropped: no event loop ever waits for it.
 */
public final class Tracing implements AutoCloseable {
  private static final int MAX_QUEUED_SPANS = 4_096;
  private static final int MAX_BATCH_SPANS = 512;
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  /** Attributes of a span, and characters of each. */
  private static final SpanLimits LIMITS = SpanLimits.builder()
      .setMaxNumberOfAttributes(32)
      .setMaxAttributeValueLength(512)
      .build();

  private final OpenTelemetrySdk sdk;

  private Tracing(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  /**
   * Begins to trace.
   *
   * @param url           where spans are sent to, by OTLP over HTTP
   * @param samplePercent of the requests that nobody else has decided about, by the flags of {@code traceparent}
   * @param version       of this program
   */
  public static Tracing start(String url, int samplePercent, String version) {
    Resource resource = Resource.getDefault()
        .merge(Resource.create(Attributes.of(
            AttributeKey.stringKey("service.name"),
            "live-orders",
            AttributeKey.stringKey("service.version"),
            version)));
    BatchSpanProcessor processor = BatchSpanProcessor.builder(new SafeExporter(
            OtlpHttpSpanExporter.builder()
                .setEndpoint(url)
                .setTimeout(EXPORT_TIMEOUT)
                .build(),
            url))
        .setMaxQueueSize(MAX_QUEUED_SPANS)
        .setMaxExportBatchSize(MAX_BATCH_SPANS)
        .setScheduleDelay(INTERVAL)
        .build();
    OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
        .setTracerProvider(SdkTracerProvider.builder()
            .setResource(resource)
            .setSpanLimits(LIMITS)
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(samplePercent / 100.0)))
            .addSpanProcessor(processor)
            .build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
    Spans.recordBy(new SpanRecorder(sdk.getTracer("live-orders", version)));
    return new Tracing(sdk);
  }

  /** Returns what Vert.x makes its spans by. */
  public VertxTracerFactory factory() {
    return new OpenTelemetryTracingFactory(sdk);
  }

  /** Sends what is left, for three seconds at most. Blocks. */
  @Override
  public void close() {
    Spans.recordBy(null);
    sdk.shutdown().join(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }
}

package dev.liveorders.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The counts of event loops, as Prometheus reads them. */
class MetersTextTest {
  private final NodeMeters node = NodeMeters.alone();

  private String text() {
    return new String(node.text(), UTF_8);
  }

  @Test
  void theNumbersOfAllEventLoopsAreAddedUp() {
    node.cell(Meter.ORDERS_ACCEPTED).add(3);
    node.cell(Meter.ORDERS_ACCEPTED).add(4);
    node.cell(Meter.STORE_ERRORS, "read").add(1);
    node.cell(Meter.STORE_ERRORS, "write").add(2);
    node.cell(Meter.STORE_ERRORS, "write").add(5);
    assertThat(text())
        .contains("# TYPE live_orders_orders_accepted_total counter")
        .contains("# HELP live_orders_orders_accepted_total " + Meter.ORDERS_ACCEPTED.help())
        .contains("\nlive_orders_orders_accepted_total 7.0\n")
        .contains("\nlive_orders_store_errors_total{call=\"read\"} 1.0\n")
        .contains("\nlive_orders_store_errors_total{call=\"write\"} 7.0\n");
  }

  @Test
  void timesAreInSecondsAndBucketsHaveWhatIsBelowThem() {
    Distribution one = node.distribution(Meter.FLUSH_SECONDS, Buckets.WORK);
    Distribution other = node.distribution(Meter.FLUSH_SECONDS, Buckets.WORK);
    one.record(TimeUnit.MICROSECONDS.toNanos(250), 1); // as much as its bucket may have
    one.record(TimeUnit.MICROSECONDS.toNanos(251), 2);
    other.record(TimeUnit.SECONDS.toNanos(20), 1);
    assertThat(text())
        .contains("\nlive_orders_flush_seconds_bucket{le=\"1.0E-4\"} 0\n")
        .contains("\nlive_orders_flush_seconds_bucket{le=\"2.5E-4\"} 1\n")
        .contains("\nlive_orders_flush_seconds_bucket{le=\"5.0E-4\"} 3\n")
        .contains("\nlive_orders_flush_seconds_bucket{le=\"10.0\"} 3\n")
        .contains("\nlive_orders_flush_seconds_bucket{le=\"+Inf\"} 4\n")
        .contains("\nlive_orders_flush_seconds_count 4\n")
        .contains("\nlive_orders_flush_seconds_sum 20.000752\n");
  }

  @Test
  void whatANodeHasOneOfIsSaidOnceHoweverManySayIt() {
    node.reading(Meter.CONNECTIONS, () -> 5);
    node.reading(Meter.CONNECTIONS, () -> 5);
    assertThat(text()).contains("\nlive_orders_connections 5.0\n");
  }

  @Test
  void aMeterIsCountedWithItsLabelsOnly() {
    assertThatThrownBy(() -> node.cell(Meter.STORE_ERRORS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("live_orders_store_errors_total")
        .hasMessageContaining("call");
  }

  @Test
  void clientsCannotMakeUpLabels() {
    FanoutMeters loop = node.fanout();
    for (int code = 3_000; code < 5_000; code++) {
      loop.onClosed(WatcherKind.V1, ClosedBy.CLIENT, code);
    }
    assertThat(text().lines().filter(line -> line.startsWith("live_orders_watchers_closed_total")))
        .containsExactlyInAnyOrder(
            "live_orders_watchers_closed_total{by=\"client\",code=\"4401\",transport=\"websocket\"} 1.0",
            "live_orders_watchers_closed_total{by=\"client\",code=\"other\",transport=\"websocket\"} 1999.0");
  }

  @Test
  void framesArePublishedWhenAPartOfAFlushIsWritten() {
    FanoutMeters loop = node.fanout();
    loop.onSlice();
    loop.onFrame(WatcherKind.PLAIN, 60);
    loop.onFrame(WatcherKind.PLAIN, 40);
    loop.onFrame(WatcherKind.EVENT_STREAM, 7);
    loop.onPassedBy();
    assertThat(text()).contains("live_orders_frames_written_total{format=\"plain\"} 0.0");
    loop.onSliceWritten(System.nanoTime());
    assertThat(text())
        .contains("live_orders_frames_written_total{format=\"plain\"} 2.0")
        .contains("live_orders_frames_written_bytes_total{format=\"plain\"} 100.0")
        .contains("live_orders_frames_written_total{format=\"events\"} 1.0")
        .contains("live_orders_updates_coalesced_total 1.0");
  }

  @Test
  void watchersAreCountedAnewEachTime() {
    FanoutMeters loop = node.fanout();
    loop.count(WatcherKind.V1, WatcherState.LIVE);
    loop.count(WatcherKind.V1, WatcherState.STALLED);
    loop.onCounted();
    String series = "live_orders_watchers{format=\"v1\",state=\"%s\",transport=\"websocket\"} %s";
    assertThat(text())
        .contains(series.formatted("live", "1.0"), series.formatted("stalled", "1.0"));
    loop.onCounted();
    assertThat(text())
        .contains(series.formatted("live", "0.0"), series.formatted("stalled", "0.0"));
  }
}

package dev.liveorders.live.board;

import dev.liveorders.model.ProductId;
import dev.liveorders.model.QuotedJson;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes sales step by step as JSON. Confined to the event loop of its {@link Board}. */
final class TrendTexts {
  private final BoardSales sales;
  private final Function<ProductId, Entry> entryOf;

  /**
   * @param entryOf finds a product of the board; gives null for one that does not exist
   */
  TrendTexts(BoardSales sales, Function<ProductId, Entry> entryOf) {
    this.sales = sales;
    this.entryOf = entryOf;
  }

  /**
   * {@code "span":"24h","step":"15m","from":"…Z", … "series":{"A1":[0,1,0]}}, and before these the ids that name
   * nothing.
   */
  ListText of(ListKey.Series key) {
    List<ProductId> unknown = new ArrayList<>(0);
    StringBuilder series = new StringBuilder("\"series\":{");
    String separator = "";
    for (ProductId id : key.ids()) {
      Entry product = entryOf.apply(id);
      if (!isOf(key, product)) {
        unknown.add(id);
        continue;
      }
      QuotedJson.append(series.append(separator), id.value());
      separator = ",";
      append(series.append(':'), amounts(product, key.span()));
    }
    series.append('}');
    String tail = unknown.isEmpty()
        ? series.toString()
        : "\"unknown\":" + QuotedJson.list(unknown) + ',' + series;
    return text(key.span(), tail);
  }

  private static boolean isOf(ListKey.Series key, Entry product) {
    return product != null
        && !product.isRetired()
        && key.category().map(product.category().category()::equals).orElse(true);
  }

  /** Returns what a product sold in each step of a window. */
  long[] amounts(Entry product, Window span) {
    return product.sales() == null
        ? new long[span.steps()]
        : product.sales().amounts(span.resolution(), sales.clock().first(span), span.steps());
  }

  /**
   * {@code "span":"24h","step":"15m","from":"…Z", … "amounts":[…],"orders":[…],"before":[…],"ordersBefore":[…],
   * "today":{"amount":7,"orders":5,"yesterday":9}}, where those before are of the day before, for a span of at most a
   * day.
   */
  ListText of(ListKey.Shop key) {
    Window span = key.span();
    int first = sales.clock().first(span);
    StringBuilder tail = new StringBuilder("\"amounts\":");
    append(tail, sales.shop().amounts(span.resolution()), first, span.steps());
    append(
        tail.append(",\"orders\":"), sales.shop().orders(span.resolution()), first, span.steps());
    if (span == Window.LAST_HOUR || span == Window.LAST_24_HOURS) {
      int dayBefore = first - stepsOfDay(span.resolution());
      append(
          tail.append(",\"before\":"),
          sales.shop().amounts(span.resolution()),
          dayBefore,
          span.steps());
      append(
          tail.append(",\"ordersBefore\":"),
          sales.shop().orders(span.resolution()),
          dayBefore,
          span.steps());
    }
    appendToday(tail.append(",\"today\":"));
    return text(span, tail.toString());
  }

  private static int stepsOfDay(Resolution resolution) {
    return resolution == Resolution.MINUTE ? 24 * 60 : 24 * 4;
  }

  private void appendToday(StringBuilder json) {
    int today = sales.clock().step(Resolution.DAY);
    json.append("{\"amount\":").append(sales.shop().amounts(Resolution.DAY).sum(today, today));
    json.append(",\"orders\":").append(sales.shop().orders(Resolution.DAY).sum(today, today));
    json.append(",\"yesterday\":").append(sales.shop().yesterday(sales.clock())).append('}');
  }

  private ListText text(Window span, String tail) {
    BoardClock clock = sales.clock();
    long from = span.resolution().startOf(clock.first(span), clock.zone());
    String head = "\"span\":\"" + span.wireName() + "\",\"step\":\""
        + span.resolution().wireName() + "\",\"from\":\"" + Instant.ofEpochMilli(from) + "\",";
    return new ListText(head, tail, sales.seq(), clock.at());
  }

  private static void append(StringBuilder json, StepSeries series, int first, int steps) {
    long[] amounts = new long[steps];
    series.copy(first, amounts);
    append(json, amounts);
  }

  private static void append(StringBuilder json, long[] amounts) {
    json.append('[');
    for (int i = 0; i < amounts.length; i++) {
      if (i > 0) {
        json.append(',');
      }
      json.append(amounts[i]);
    }
    json.append(']');
  }
}

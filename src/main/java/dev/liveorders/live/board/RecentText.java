package dev.liveorders.live.board;

import dev.liveorders.model.QuotedJson;
import java.time.Instant;

/** Writes the last sales as JSON. */
final class RecentText {
  private RecentText() {}

  /**
   * {@code "sampled":false,"entries":[{"at":"…Z","id":"A1","amount":2,"total":106,"seq":42}]}; what is known by the
   * minute alone has {@code "step":"1m"} behind its time.
   */
  static ListText of(BoardSales sales, int limit) {
    boolean sampled = sales.recent().isSampled(limit);
    StringBuilder json = new StringBuilder("\"sampled\":" + sampled + ",\"entries\":[");
    String separator = "";
    for (RecentSales.Recent sale : sales.recent().newest(limit)) {
      json.append(separator)
          .append("{\"at\":\"")
          .append(Instant.ofEpochMilli(sale.at()))
          .append(sale.byMinute() ? "\",\"step\":\"1m\",\"id\":" : "\",\"id\":");
      QuotedJson.append(json, sale.product().value());
      json.append(",\"amount\":").append(sale.amount());
      json.append(",\"total\":").append(sale.total());
      json.append(",\"seq\":").append(sale.seq()).append('}');
      separator = ",";
    }
    return new ListText(
        "", json.append(']').toString(), sales.seq(), sales.clock().at());
  }
}

package dev.liveorders.live.board;

import dev.liveorders.model.Product;
import dev.liveorders.model.QuotedJson;

/** Writes the products that sold most as JSON. */
final class TopText {
  private TopText() {}

  /**
   * {@code "window":"24h", …
   * "entries":[{"rank":1,"id":"A1","category":"electronics","name":"Toaster","count":37,"change":2}]}.
   *
   * @param known whether its category exists
   */
  static ListText of(ListKey.Top key, Ranking ranking, boolean known) {
    String head = "\"window\":\"" + key.window().wireName() + "\",";
    if (key.category().isPresent()) {
      head += "\"category\":" + QuotedJson.of(key.category().get().value()) + ',';
    }
    StringBuilder tail =
        new StringBuilder(known ? "\"entries\":[" : "\"unknown\":true,\"entries\":[");
    int count = Math.min(key.limit(), ranking.places().size());
    for (int i = 0; i < count; i++) {
      append(tail.append(i == 0 ? "" : ","), i + 1, ranking.places().get(i));
    }
    return new ListText(head, tail.append(']').toString(), ranking.seq(), ranking.at());
  }

  private static void append(StringBuilder json, int rank, Ranking.Place place) {
    Product product = place.product();
    json.append("{\"rank\":").append(rank).append(",\"id\":");
    QuotedJson.append(json, product.id().value());
    json.append(",\"category\":");
    QuotedJson.append(json, product.category().value());
    json.append(",\"name\":");
    QuotedJson.append(json, product.name());
    json.append(",\"count\":").append(place.count());
    place.change().ifPresent(change -> json.append(",\"change\":").append(change));
    json.append('}');
  }
}

package dev.liveorders.bus;

import dev.liveorders.json.CommitJson;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Total;
import io.vertx.core.json.JsonObject;

/** The message that one total of a category has changed, for scripts on this node: {@code {"id","total","seq"}}, always JSON. */
final class TotalMessage {
  private TotalMessage() {}

  /** Published after each commit, to this node. */
  static String address(CategoryName category) {
    return "orders." + category;
  }

  static JsonObject write(Total total) {
    return CommitJson.writeTotal(total);
  }
}

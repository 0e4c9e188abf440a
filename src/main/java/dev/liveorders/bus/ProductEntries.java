package dev.liveorders.bus;

import dev.liveorders.json.EntryJson;
import dev.liveorders.model.OrderEntry;
import dev.liveorders.model.Total;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The orders of a product, newest first: the answer to {@link EntriesRequest}.
 *
 * @param total   of the product now
 * @param reached all orders of the commits from this one on are there; 0 when there are no older ones
 */
public record ProductEntries(Total total, List<OrderEntry> entries, long reached) {
  static final MessageJson<ProductEntries> JSON =
      new MessageJson<>(ProductEntries.class, ProductEntries::fromJson, ProductEntries::toJson);

  public ProductEntries {
    entries = List.copyOf(entries);
  }

  static ProductEntries fromJson(JsonObject json) {
    return new ProductEntries(
        EntryJson.readTotal(json), EntryJson.readAll(json), json.getLong("reached"));
  }

  /** Writes {@code {"id","total","seq","entries":[…],"reached"}}. */
  public JsonObject toJson() {
    return EntryJson.write(total, entries).put("reached", reached);
  }
}

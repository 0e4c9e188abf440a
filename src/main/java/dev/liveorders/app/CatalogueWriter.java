package dev.liveorders.app;

import dev.liveorders.json.CategoryJson;
import dev.liveorders.json.ProductJson;
import dev.liveorders.model.Category;
import dev.liveorders.model.Product;
import dev.liveorders.store.StoreReader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.Writer;

/** The catalogue of a store as a catalogue file, without totals: these come with the orders. */
final class CatalogueWriter {
  private final Writer out;
  private String separator = "";

  private CatalogueWriter(Writer out) {
    this.out = out;
  }

  static void write(StoreReader store, Writer out) throws IOException {
    CatalogueWriter catalogue = new CatalogueWriter(out);
    out.write("{\"categories\":[");
    for (Category category : store.categories()) {
      catalogue.item(CategoryJson.write(category));
    }
    out.write("\n],\"products\":[");
    catalogue.separator = "";
    store.products(catalogue::product);
    out.write("\n]}\n");
  }

  private void product(Product product) throws IOException {
    item(ProductJson.write(product).put("category", product.category().value()));
  }

  private void item(JsonObject json) throws IOException {
    out.write(separator);
    out.write('\n');
    out.write(json.encode());
    separator = ",";
  }
}

package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.NaughtyStrings;
import dev.liveorders.kit.TestNode;
import dev.liveorders.model.PathSegment;
import dev.liveorders.model.ProductId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The big list of naughty strings as names and ids, from a catalogue file to paths, bodies and answers. */
class NaughtyStringsTest {
  private static final List<JsonObject> NAUGHTY = naughty();

  @TempDir
  static Path folder;

  @Test
  void everyNaughtyStringIsShownAndOrderedAsItIs() throws Exception {
    try (TestNode node = new TestNode()
        .with("catalogue", new JsonObject().put("file", catalogue().toString()))
        .withStore(folder)
        .startReady()) {
      checkLists(node);
      checkPaths(node);
    }
  }

  private static void checkLists(TestNode node) throws IOException {
    JsonArray shown = node.get("/products/naughty").array();
    assertThat(shown).containsExactlyInAnyOrderElementsOf(NAUGHTY);
    JsonArray orders = new JsonArray();
    NaughtyStrings.productIds()
        .forEach(id -> orders.add(new JsonObject().put("id", id.value()).put("amount", 2)));
    Answer placed = node.post("/orders", orders.encode());
    for (int i = 0; i < orders.size(); i++) {
      JsonObject answer = placed.array().getJsonObject(i);
      assertThat(answer.getString("id")).isEqualTo(orders.getJsonObject(i).getString("id"));
      assertThat(answer.getLong("total")).isEqualTo(2);
    }
  }

  private static void checkPaths(TestNode node) throws IOException {
    List<ProductId> ids = NaughtyStrings.productIds();
    for (ProductId id : ids) {
      Answer product = node.get("/products/naughty/" + PathSegment.of(id));
      assertThat(product.json().getString("id")).isEqualTo(id.value());
    }
    for (int i = 0; i < ids.size(); i += 10) {
      Answer ordered = node.post("/orders/" + PathSegment.of(ids.get(i)), "{\"amount\":1}");
      assertThat(ordered.json().getString("id")).isEqualTo(ids.get(i).value());
      assertThat(ordered.json().getLong("total")).isEqualTo(3);
    }
    assertThat(node.get("/orders/naughty").json().getJsonArray("orders")).hasSize(NAUGHTY.size());
  }

  /** What a catalogue has of naughty strings: each as a name, and as an id where it can be one. */
  private static List<JsonObject> naughty() {
    List<JsonObject> products = new ArrayList<>();
    NaughtyStrings.names().forEach(name -> products.add(naughty("N" + products.size(), name)));
    NaughtyStrings.productIds().forEach(id -> products.add(naughty(id.value(), "n")));
    return products;
  }

  private static JsonObject naughty(String id, String name) {
    return new JsonObject().put("id", id).put("name", name).put("rrp", "1.00").put("info", name);
  }

  private static Path catalogue() throws IOException {
    JsonArray products = new JsonArray();
    NAUGHTY.forEach(product -> products.add(product.copy().put("category", "naughty")));
    JsonObject category =
        new JsonObject().put("category", "naughty").put("title", "Naughty").put("prefix", "NTY");
    JsonObject catalogue =
        new JsonObject().put("categories", new JsonArray().add(category)).put("products", products);
    return Files.writeString(folder.resolve("catalogue.json"), catalogue.encode());
  }
}

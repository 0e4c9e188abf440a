package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that may have three products and two categories. */
class CatalogueLimitsTest {
  private static final String PRODUCT = "{\"name\":\"Rake\",\"rrp\":1}";

  @TempDir
  Path folder;

  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  /** Of a catalogue with one category, and some products in it. */
  private TestNode prepare(int products) throws Exception {
    StringBuilder list = new StringBuilder();
    for (int i = 1; i <= products; i++) {
      list.append(i == 1 ? "" : ",")
          .append("{\"id\":\"G" + i + "\",\"category\":\"garden\",\"name\":\"x\",\"rrp\":\"1\"}");
    }
    Path file = Files.writeString(
        folder.resolve("catalogue.json"),
        "{\"categories\":[{\"category\":\"garden\",\"title\":\"Garden\",\"prefix\":\"G\"}],\"products\":["
            + list + "]}");
    return node.with("limits", new JsonObject().put("maxProducts", 3).put("maxCategories", 2))
        .with("catalogue", new JsonObject().put("file", file.toString()))
        .with("store", new JsonObject().put("url", "sqlite:" + folder.resolve("orders.db")));
  }

  @Test
  void whatIsBeyondThemIsRejectedAndTheRestGoesOn() throws Exception {
    prepare(2).deploy(new OrdersVerticle()).startReady();
    assertThat(node.post("/products/garden", PRODUCT).status()).isEqualTo(201);
    Answer full = node.post("/products/garden", PRODUCT);
    assertThat(full.status()).isEqualTo(409);
    assertThat(full.json().getString("type")).endsWith(":catalogue-full");
    assertThat(full.json().getString("detail")).contains("limits.maxProducts", "3", "-Xmx");

    assertThat(category("toys", "T").status()).isEqualTo(201);
    assertThat(category("tools", "X").json().getString("detail")).contains("limits.maxCategories");
    assertThat(category("toys", "Y").status()).as("one that is there").isEqualTo(200);
    assertThat(node.post("/orders/G1", "{\"amount\":1}").status()).isEqualTo(200);
  }

  private Answer category(String name, String prefix) throws Exception {
    return node.request(
        "PUT", "/categories/" + name, "{\"title\":\"A title\",\"prefix\":\"" + prefix + "\"}");
  }

  @Test
  void aCatalogueThatIsLargerEndsTheStart() throws Exception {
    prepare(4);
    assertThatThrownBy(() -> node.deploy(new OrdersVerticle()))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("its 4 products are more than limits.maxProducts allows, 3");
  }
}

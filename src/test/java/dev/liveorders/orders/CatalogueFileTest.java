package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.model.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalogue files as {@code check-config} and a start read them. */
class CatalogueFileTest {
  @TempDir
  Path folder;

  private Catalogue read(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("catalogue.json"), json);
    AppConfig config = ConfigReader.fromJson(Map.of("catalogue", Map.of("file", file.toString())));
    return CatalogueFile.read(config.catalogue());
  }

  private static String product(String id, String category) {
    return "{\"id\":\"" + id + "\",\"category\":\"" + category
        + "\",\"name\":\"Name\",\"rrp\":\"1.00\"}";
  }

  private static String category(String name, String prefix) {
    return "{\"category\":\"" + name + "\",\"title\":\"Title\",\"prefix\":\"" + prefix + "\"}";
  }

  @Test
  void namesOfAnyScriptAreReadInTheFormThatIsKept() throws Exception {
    Catalogue catalogue =
        read("\uFEFF{\"categories\":[" + category("Cafe\u0301", "C") + "," + category("Обувь", "O")
            + "," + category("men.shoes", "M") + "],\"products\":[" + product("SKU/1", "café") + ","
            + product("ДОМ-1", "обувь") + "," + product("cafe\u0301 +%2F", "MEN.SHOES") + "]}");
    assertThat(catalogue.categories())
        .extracting(category -> category.name().value())
        .containsExactly("café", "обувь", "men.shoes");
    assertThat(catalogue.products())
        .extracting(product -> product.id().value())
        .containsExactly("SKU/1", "ДОМ-1", "café +%2F");
    assertThat(catalogue.products())
        .extracting(product -> product.category().value())
        .containsExactly("café", "обувь", "men.shoes");
  }

  @Test
  void namesThatAreOneInTheFormThatIsKeptAreThereTwice() {
    assertThatThrownBy(() ->
            read("{\"categories\":[" + category("café", "C") + "," + category("CAFE\u0301", "D")
                + "],\"products\":[" + product("é", "café") + "," + product("e\u0301", "café")
                + "," + product("a\u202Eb", "café") + "]}"))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContainingAll("products[2].id: ", "\\u202e");
    assertThatThrownBy(() ->
            read("{\"categories\":[" + category("café", "C") + "," + category("CAFE\u0301", "D")
                + "],\"products\":[" + product("é", "café") + "," + product("e\u0301", "café")
                + "]}"))
        .hasMessageContainingAll("categories: café is there twice", "products: é is there twice");
  }

  @Test
  void ofManyFaultsTheFirstAreShownAndTheOthersCounted() {
    String products = IntStream.range(0, 1_000)
        .mapToObj(i -> product("A" + i, "no category"))
        .collect(Collectors.joining(","));
    assertThatThrownBy(() -> read("{\"categories\":[],\"products\":[" + products + "]}"))
        .hasMessageContainingAll("products[0].category: ", "products[19].category: ")
        .hasMessageEndingWith("; and 980 more faults")
        .message()
        .hasSizeLessThan(10_000);
  }
}

package dev.liveorders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.liveorders.kit.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of products, categories and orders. */
class IdsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "A1",
        "sku-10.5_b",
        "...",
        "007",
        "SKU/1",
        "KDP-601A1M%2FMS2D",
        "ELEV 5",
        "ABC+1",
        "caf\u00e9",
        "\u0414\u041e\u041c-1",
        "a:b",
        "\"",
        "\\",
        "<b>",
        "A\u0661",
        "\ud83d\ude00"
      })
  void productIdsMayBeSkus(String id) {
    assertThat(new ProductId(id)).hasToString(id);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        " A1",
        "A1\u00a0",
        "A1\n",
        "\u007f",
        "\u202e1",
        "\u2066A",
        "\ud83d",
        "x\ude00",
        "\ufeffA",
        "\uffff",
        ".",
        ".."
      })
  void otherProductIdsAreRejected(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProductId(id))
        .withMessageContaining(ProductId.RULE);
  }

  /** Paths that came later can be names, as stores may have them. */
  @Test
  void theReservedNamesAreThoseOfTheProtocol() throws IOException {
    String rule = Files.readAllLines(Document.PROTOCOL.path()).stream()
        .filter(line -> line.startsWith("| category |"))
        .findFirst()
        .orElseThrow();
    String reserved = rule.substring(rule.indexOf("Kept in lower case"), rule.indexOf("are none:"));
    assertThat(Pattern.compile("`([a-z]+)`").matcher(reserved).results().map(name -> name.group(1)))
        .isNotEmpty()
        .allSatisfy(name -> assertThatIllegalArgumentException()
            .isThrownBy(() -> new CategoryName(name))
            .withMessageContaining(name + "\" is not")
            .withMessageMatching(".*none of .*\\b" + name + "\\b.*"))
        .containsExactlyElementsOf(CategoryName.RESERVED);
    assertThat(List.of("top", "trends", "recent", "badge", "sparkline", "administration"))
        .allMatch(CategoryName::isValid);
  }

  @Test
  void lengthsHaveALimit() {
    assertThat(ProductId.isValid("x".repeat(128))).isTrue();
    assertThat(ProductId.isValid("x".repeat(129))).isFalse();
    assertThat(ProductId.isValid("\u0416".repeat(64))).isTrue();
    assertThat(ProductId.isValid("\u0416".repeat(65))).isFalse();
    assertThat(CategoryName.isValid("x".repeat(128))).isTrue();
    assertThat(CategoryName.isValid("x".repeat(129))).isFalse();
    assertThat(OrderId.isValid("é".repeat(100))).isTrue();
    assertThat(OrderId.isValid("é".repeat(100) + "e")).isFalse();
    assertThat(OrderId.isValid("e".repeat(201))).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "-toys",
        ".env",
        "..",
        "to ys",
        "toys/",
        "orders",
        "Products",
        "health",
        "assets"
      })
  void categoriesThatWouldNotWorkInUrlsAreRejected(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CategoryName(name))
        .withMessageContaining(CategoryName.RULE);
  }

  @Test
  void namesAreComparedInOneForm() {
    assertThat(new ProductId("cafe\u0301")).isEqualTo(new ProductId("caf\u00e9"));
    assertThat(new CategoryName("Cafe\u0301")).isEqualTo(new CategoryName("caf\u00e9"));
    assertThat(new CategoryName("Men.Shoes_2")).hasToString("men.shoes_2");
    assertThat(new ProductId("a")).isNotEqualTo(new ProductId("A"));
    assertThat(new ProductId("\uff21")).isLessThan(new ProductId("\ud83d\ude00"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "a", "ABCDEFGHI", "A1", "Ä"})
  void prefixesAreCapitalLetters(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Category(new CategoryName("toys"), "Toys", prefix))
        .withMessageContaining(Category.PREFIX_RULE);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "\u007f", "\u0085", "\ud83d", "x\ude00"})
  void orderIdsThatDoNotSurviveAreRejected(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OrderId(id))
        .withMessageContaining(OrderId.RULE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001", "o'\"; --", "\ud83d\ude00", "a b"})
  void orderIdsMayBeAlmostAnything(String id) {
    assertThat(new OrderId(id).value()).isEqualTo(id);
  }

  @Test
  void idsGivenByUsBeginWithTheTime() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(OrderId.random().value());
    }
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).extracting(id -> id.substring(0, 13)).as("milliseconds").isSorted();
    assertThat(UUID.fromString(ids.get(0)).version()).isEqualTo(7);
  }

  @Test
  void amountsAreWithinTheRangeAndNotZero() {
    ProductId product = new ProductId("A1");
    for (long amount :
        new long[] {0, Order.MAX_AMOUNT + 1, -Order.MAX_AMOUNT - 1, Long.MIN_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Order.withoutKey(product, amount, Order.Source.API))
          .withMessageContaining(Long.toString(amount));
    }
    assertThat(Order.withoutKey(product, Order.MAX_TOTAL, Order.Source.OPENING).amount())
        .isEqualTo(9_007_199_254_740_991L);
  }
}

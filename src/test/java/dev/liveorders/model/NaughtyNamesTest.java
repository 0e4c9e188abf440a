package dev.liveorders.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.NaughtyStrings;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The rules of names against the big list of naughty strings and every assigned code point, by other means than the
 * rules use.
 */
class NaughtyNamesTest {
  private static final String BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\ufffd" + BLANK
          + "\\p{IsNoncharacter_Code_Point}&&[^\u200c\u200d]]");
  private static final Pattern INVISIBLE_AT_END =
      Pattern.compile("^[\\p{Z}\u200c\u200d]|[\\p{Z}\u200c\u200d]$");
  private static final Pattern CATEGORY =
      Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}\\p{M}._-]*");

  @Test
  void aNaughtyStringIsAProductIdUnlessItIsInvisibleOrTooLong() {
    for (String text : NaughtyStrings.all()) {
      String id = Normalizer.normalize(text, Normalizer.Form.NFC);
      boolean right = !List.of("", ".", "..").contains(id)
          && id.getBytes(StandardCharsets.UTF_8).length <= ProductId.MAX_BYTES
          && !UNPRINTABLE.matcher(id).find()
          && !INVISIBLE_AT_END.matcher(id).find();
      assertThat(ProductId.isValid(text)).as(text).isEqualTo(right);
    }
    assertThat(NaughtyStrings.productIds()).hasSizeGreaterThan(300);
  }

  @Test
  void aNaughtyStringIsACategoryIfItIsAWord() {
    for (String text : NaughtyStrings.all()) {
      String name = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
      boolean right = CATEGORY.matcher(name).matches()
          && !UNPRINTABLE.matcher(name).find()
          && name.getBytes(StandardCharsets.UTF_8).length <= CategoryName.MAX_BYTES;
      assertThat(CategoryName.isValid(text)).as(text).isEqualTo(right);
    }
    assertThat(NaughtyStrings.categoryNames()).hasSizeGreaterThan(50);
  }

  @Test
  void everyIdIsTheSameWhenItIsReadAgainFromWhereverItStands() {
    for (ProductId id : NaughtyStrings.productIds()) {
      assertThat(new ProductId(id.value())).isEqualTo(id);
      String segment = PathSegment.of(id);
      assertThat(segment).matches("[A-Za-z0-9._%-]+");
      assertThat(URLDecoder.decode(segment, StandardCharsets.UTF_8)).isEqualTo(id.value());
      String json = "{\"id\":" + QuotedJson.of(id.value()) + "}";
      assertThat(new JsonObject(json).getString("id")).isEqualTo(id.value());
      assertThat(json).doesNotContainPattern("\\p{Cc}");
    }
  }

  @Test
  void whateverAMessageQuotesIsOnOneLineAndTurnsNoText() {
    for (String text : NaughtyStrings.all()) {
      assertThat(UNPRINTABLE.matcher(Quoted.of(text)).find()).as(text).isFalse();
    }
    assertThat(Quoted.of("a\u202eb\n\ud83d\udbff\udfff"))
        .isEqualTo("\"a\\u202eb\\u000a\\ud83d\\udbff\\udfff\"");
    assertThat(Quoted.of("x".repeat(79) + "\ud83d\ude00")).isEqualTo("\"" + "x".repeat(79) + "…\"");
    assertThat(Quoted.of("x".repeat(78) + "\ud83d\ude00"))
        .isEqualTo("\"" + "x".repeat(78) + "\ud83d\ude00\"");
  }

  @Test
  void everyAssignedCodePointIsInTheSameFormWhenItIsReadAgain() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(Character::isDefined)
        .filter(point -> Character.getType(point) != Character.PRIVATE_USE)
        .mapToObj(Character::toString)
        .forEach(text -> {
          if (ProductId.isValid("a" + text + "b")) {
            ProductId id = new ProductId("a" + text + "b");
            assertThat(new ProductId(id.value())).isEqualTo(id);
          }
          if (CategoryName.isValid(text)) {
            CategoryName name = new CategoryName(text);
            assertThat(new CategoryName(name.value())).isEqualTo(name);
            assertThat(name.value()).isEqualTo(name.value().toLowerCase(Locale.ROOT));
          }
        });
  }
}

package dev.liveorders.http.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.NaughtyStrings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Badges and sparklines as a reader of XML sees them. */
class PictureTest {
  private static final List<String> ELEMENTS =
      List.of("svg", "title", "desc", "style", "g", "rect", "clipPath", "text", "path", "circle");

  @Test
  void aFlatBadgeHasItsLabelBesideItsValue() throws Exception {
    Document badge = parse(new Badge(BadgeStyle.FLAT, "sold today", "1 234", "Toaster").toSvg());
    assertThat(texts(badge)).containsExactly("sold today", "1 234");
    assertThat(content(badge, "title")).isEqualTo("sold today: 1 234");
    assertThat(content(badge, "desc")).isEqualTo("Toaster");
    Element label = (Element) badge.getElementsByTagName("text").item(0);
    Element value = (Element) badge.getElementsByTagName("text").item(1);
    double end = number(label, "x") + number(label, "textLength");
    assertThat(number(value, "x")).isGreaterThan(end);
    assertThat(number(badge.getDocumentElement(), "width"))
        .isGreaterThan(number(value, "x") + number(value, "textLength"));
  }

  @ParameterizedTest
  @EnumSource(BadgeStyle.class)
  void withoutALabelABadgeIsItsValue(BadgeStyle style) throws Exception {
    Document badge = parse(new Badge(style, "", "7", "Toaster").toSvg());
    assertThat(texts(badge)).containsExactly("7");
    assertThat(content(badge, "title")).isEqualTo("7");
  }

  @ParameterizedTest
  @EnumSource(BadgeStyle.class)
  void noTextBreaksABadgeOrGetsOutOfIt(BadgeStyle style) throws Exception {
    List<String> hostile = List.of(
        "</text><script>alert(1)</script>",
        "\"/><image href='https://evil.example/x'/>",
        "]]>&amp;<!--",
        "a\u0000b\u001fc\u202ed\ufffee\ud800f\u2028g",
        "日本語の売上",
        "مباع اليوم",
        "👩‍👩‍👧 é");
    for (String text : concat(hostile, NaughtyStrings.all())) {
      Document badge = parse(new Badge(style, text, text, text).toSvg());
      NodeList all = badge.getElementsByTagName("*");
      for (int i = 0; i < all.getLength(); i++) {
        assertThat(all.item(i).getNodeName()).as(text).isIn(ELEMENTS);
        assertThat(hasReference(all.item(i))).as(text).isFalse();
      }
    }
    assertThat(texts(parse(new Badge(style, hostile.get(0), "7", "").toSvg())))
        .startsWith(hostile.get(0));
    assertThat(texts(parse(new Badge(style, hostile.get(3), "7", "").toSvg())))
        .startsWith("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg");
  }

  private static List<String> concat(List<String> some, List<String> more) {
    return IntStream.range(0, some.size() + more.size())
        .mapToObj(i -> i < some.size() ? some.get(i) : more.get(i - some.size()))
        .toList();
  }

  private static boolean hasReference(Node element) {
    return ((Element) element).hasAttribute("href") || ((Element) element).hasAttribute("src");
  }

  @Test
  void numbersHaveNarrowSpacesBetweenThousands() {
    assertThat(Badge.number(1_234_567)).isEqualTo("1\u202f234\u202f567");
    assertThat(Badge.number(999)).isEqualTo("999");
  }

  @Test
  void widthsAreThoseOfVerdanaAndOfWideScripts() {
    assertThat(TextWidth.of("Verdana", 2_048))
        .isEqualTo(1400 + 1220 + 874 + 1276 + 1230 + 1296 + 1230);
    assertThat(TextWidth.of("~}", 2_048)).isEqualTo(1676 + 1300);
    assertThat(TextWidth.of("日本", 11)).isEqualTo(22);
    assertThat(TextWidth.of("e\u0301", 11)).isEqualTo(TextWidth.of("e", 11));
  }

  @Test
  void aCurveGoesFromTheLeftToTheRightAndItsMostIsAtTheTop() throws Exception {
    Document curve =
        parse(new Sparkline(new long[] {0, 5, 10, 10}, 124, 24, "Toaster", "12 sold").toSvg());
    assertThat(curve.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 124 24");
    assertThat(((Element) curve.getElementsByTagName("path").item(1)).getAttribute("d"))
        .isEqualTo("M2 22L42 12L82 2L122 2");
    assertThat(content(curve, "title")).isEqualTo("Toaster");
    assertThat(content(curve, "desc")).isEqualTo("12 sold");
    assertThat(curve
            .getElementsByTagName("path")
            .item(0)
            .getAttributes()
            .getNamedItem("fill")
            .getNodeValue())
        .isEqualTo("currentColor");
  }

  @Test
  void theStepUnderWayIsNoFall() throws Exception {
    Document curve = parse(new Sparkline(new long[] {-3, 5, 10, 9}, 124, 24, "", "").toSvg());
    assertThat(((Element) curve.getElementsByTagName("path").item(1)).getAttribute("d"))
        .isEqualTo("M2 22L42 12L82 2");
    assertThat(((Element) curve.getElementsByTagName("path").item(0)).getAttribute("d"))
        .isEqualTo("M2 22L42 12L82 2L82 24L2 24Z");
    assertThat(number((Element) curve.getElementsByTagName("circle").item(0), "cx"))
        .isEqualTo(82);
  }

  @Test
  void aCurveOfNothingIsFlat() {
    assertThat(new Sparkline(new long[60], 64, 28, "", "").toSvg())
        .contains("M2 26L3 26L4 26")
        .doesNotContain("NaN");
    assertThat(new Sparkline(new long[] {Long.MAX_VALUE, 1, 1}, 64, 28, "", "").toSvg())
        .contains("M2 2L32 26L62 26");
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Document svg) {
    NodeList texts = svg.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }

  private static String content(Document svg, String element) {
    return svg.getElementsByTagName(element).item(0).getTextContent();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}

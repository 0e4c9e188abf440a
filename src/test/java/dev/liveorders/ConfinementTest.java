package dev.liveorders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A class of the live side that says "Confined to" asserts its event loop. Otherwise it says "of its" and links the
 * class that hands it out, which asserts for it.
 */
class ConfinementTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/liveorders/live");
  private static final Pattern SAYS = Pattern.compile("[Cc]onfined to\\b");
  private static final Pattern ASSERTS = Pattern.compile("\\bassert loop\\.inEventLoop\\(\\)");
  private static final Pattern OWNER = Pattern.compile("[Cc]onfined to [^.]*?\\{@link (\\w+)}");

  @Test
  void whatSaysThatItIsConfinedAssertsIt() {
    Map<String, String> texts = texts();
    Map<String, String> confined = new LinkedHashMap<>(texts);
    confined.values().removeIf(text -> !SAYS.matcher(text).find());

    assertThat(confined).hasSizeGreaterThan(10);
    assertThat(confined.keySet())
        .allSatisfy(name -> assertThat(asserts(name, confined, confined.size()))
            .as("%s, or the class it links as its owner, asserts loop.inEventLoop()", name)
            .isTrue());
  }

  @Test
  void whatKeepsAnEventLoopToAssertSaysThatItIsConfined() {
    assertThat(texts()).allSatisfy((name, text) -> {
      if (ASSERTS.matcher(text).find()) {
        assertThat(text).as(name).containsPattern(SAYS);
      }
    });
  }

  private static boolean asserts(String name, Map<String, String> confined, int stepsLeft) {
    String text = confined.get(name);
    if (text == null || stepsLeft == 0) {
      return false;
    }
    Matcher owner = OWNER.matcher(text);
    return ASSERTS.matcher(text).find()
        || owner.find() && asserts(owner.group(1), confined, stepsLeft - 1);
  }

  /** Reads the sources by name of class, with every comment on one line. */
  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(file -> {
        String name = file.getFileName().toString().replace(".java", "");
        texts.put(name, read(file).replaceAll("\\s*\\n\\s*\\* ?", " "));
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

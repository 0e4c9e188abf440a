package dev.liveorders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that documents name as what shows something: each exists, and what is said to be met names one. */
class DocumentedTestsTest {
  private static final Path DOCUMENTS = Path.of("src/site/markdown");
  private static final Path SECURITY = DOCUMENTS.resolve("security.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))`");
  private static final Pattern REQUIREMENT = Pattern.compile("\\| \\d+\\.\\d+\\.\\d+[^|]* \\|.*");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]*)(?:#([^)]+))?\\)");
  private static final Pattern NOTHING_TO_TRY =
      Pattern.compile("\\*\\*(Partly|Not met|Yours|By design)[.:]\\*\\* .*");

  @Test
  void everyTestThatADocumentNamesExists() {
    Set<String> tests = files(TESTS, ".java").stream()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .collect(Collectors.toCollection(TreeSet::new));
    for (Path document : files(DOCUMENTS, ".md")) {
      assertThat(named(read(document))).as(document.toString()).isSubsetOf(tests);
    }
    assertThat(named(read(SECURITY))).hasSizeGreaterThan(40);
  }

  @Test
  void everySuiteThatTheBuildLeavesOutIsRunByTheProfileSoak() {
    Matcher soak = Pattern.compile("<id>soak</id>.*?<it.test>([^<]*)</it.test>", Pattern.DOTALL)
        .matcher(read(Path.of("pom.xml")));
    assertThat(soak.find()).isTrue();
    List<String> leftOut = files(TESTS, "IT.java").stream()
        .filter(file -> read(file).contains("\n@Soak\n"))
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .toList();
    assertThat(List.of(soak.group(1).split(","))).contains("RandomFaultsIT").containsAll(leftOut);
  }

  @Test
  void everyRequirementThatIsMetNamesWhatShowsIt() {
    List<String> rows =
        read(SECURITY).lines().filter(REQUIREMENT.asMatchPredicate()).toList();
    assertThat(rows).hasSizeGreaterThan(60).allSatisfy(row -> {
      String[] cells = row.split(" *\\| *", -1);
      assertThat(cells).as(row).hasSize(6);
      boolean shown = TEST.matcher(cells[4]).find() || LINK.matcher(cells[4]).find();
      assertThat(shown || NOTHING_TO_TRY.matcher(cells[3]).matches()).as(row).isTrue();
    });
  }

  @Test
  void everyLinkOfTheSecurityDocumentsLeadsSomewhere() {
    for (Path document : List.of(SECURITY, Path.of("SECURITY.md"))) {
      List<MatchResult> links = LINK.matcher(read(document)).results().toList();
      assertThat(links).as(document.toString()).isNotEmpty();
      for (MatchResult link : links) {
        Path target = link.group(1).isEmpty()
            ? document
            : document.resolveSibling(link.group(1)).normalize();
        assertThat(target).exists();
        if (link.group(2) != null) {
          assertThat(anchors(target)).as(link.group()).contains(link.group(2));
        }
      }
    }
  }

  /** The headings of a document as GitHub makes anchors of them. */
  private static List<String> anchors(Path document) {
    return read(document)
        .lines()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "")
            .toLowerCase()
            .replaceAll("[^a-z0-9 _-]", "")
            .replace(' ', '-'))
        .toList();
  }

  private static Set<String> named(String text) {
    return TEST.matcher(text)
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return new ArrayList<>(
          files.filter(file -> file.toString().endsWith(ending)).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

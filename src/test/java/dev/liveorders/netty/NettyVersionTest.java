package dev.liveorders.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The version of Netty that is resolved: the one with the fixes that building.md lists, for all of its parts. */
class NettyVersionTest {
  /** The release that the newest advisory of the list is fixed in. */
  private static final String LEAST = "4.2.18.Final";

  private static final Map<String, String> PARTS = Version.identify().values().stream()
      .collect(Collectors.toMap(Version::artifactId, Version::artifactVersion));

  @Test
  void allPartsAreOfOneVersionThatIsNewEnough() {
    assertThat(PARTS)
        .containsKeys("netty-codec-http", "netty-handler", "netty-transport-classes-epoll");
    assertThat(PARTS.values().stream().distinct()).hasSize(1);
    assertThat(PARTS.values()).allMatch(version -> number(version) >= number(LEAST));
  }

  @Test
  void theDocumentNamesIt() throws IOException {
    assertThat(Files.readString(Path.of("src/site/markdown/building.md")))
        .contains("Netty " + LEAST);
  }

  private static long number(String version) {
    return Arrays.stream(version.split("\\."))
        .limit(3)
        .mapToLong(Long::parseLong)
        .reduce(0, (whole, part) -> whole * 1_000 + part);
  }
}

package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bill of materials beside the jar: every library that is shipped, and by which right. */
class BillOfMaterialsIT {
  private static final Path FILE =
      Path.of(System.getProperty("live-orders.jar")).resolveSibling("live-orders.cdx.json");

  /** Of a library with several licences one is enough: it may be chosen. */
  private static final Set<String> PERMISSIVE =
      Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "CC0-1.0");

  private JsonObject bill;

  @BeforeEach
  void read() throws Exception {
    assumeTrue(Files.exists(FILE), FILE + " is made by verify, without -o only");
    bill = new JsonObject(Files.readString(FILE));
  }

  private List<JsonObject> libraries() {
    return objects(bill.getJsonArray("components")).toList();
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  @Test
  void itHasWhatIsInTheJarAndNothingOfTheTests() {
    assertThat(bill.getString("bomFormat")).isEqualTo("CycloneDX");
    assertThat(bill.getJsonObject("metadata").getJsonObject("component").getString("name"))
        .isEqualTo("live-orders");
    assertThat(libraries())
        .extracting(library -> library.getString("name"))
        .contains(
            "vertx-core",
            "vertx-pg-client",
            "netty-codec-http2",
            "netty-transport-native-epoll",
            "jackson-databind",
            "sqlite-jdbc",
            "log4j-core")
        .doesNotContain("hazelcast", "playwright", "junit-jupiter-api", "jmh-core", "gson");
    assertThat(libraries()).allSatisfy(library -> {
      assertThat(library.getString("version")).isNotBlank();
      assertThat(library.getString("purl")).startsWith("pkg:maven/");
      assertThat(library.getJsonArray("hashes")).isNotEmpty();
    });
  }

  @Test
  void everyLibraryIsUnderAPermissiveLicence() {
    assertThat(libraries()).hasSizeGreaterThan(30).allSatisfy(library -> assertThat(
            licences(library))
        .as(library.getString("purl"))
        .containsAnyElementsOf(PERMISSIVE));
  }

  /** The ids of SPDX; a licence that has none is shown by its name. */
  private static List<String> licences(JsonObject library) {
    return objects(library.getJsonArray("licenses", new JsonArray()))
        .map(choice -> choice.getJsonObject("license", choice))
        .map(license ->
            license.getString("id", license.getString("name", license.getString("expression"))))
        .toList();
  }
}

package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a cluster needs a secret, and which ones do. */
class ClusterSecretsTest {
  private static final String SECRET = "Kp4wZs7dXm2vQb9nHt6yLf3cRj8gTe5a";
  private static final String OTHER = "Jh2vNx8cWq5tMb7rKd4yGz9pLf3sTa6e";

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "members, 'node-2.invalid', cluster.members node-2.invalid",
    "members, '127.0.0.1:5702,[2001:db8::7]:5701', 'cluster.members [2001:db8::7]:5701'",
    "host, 0.0.0.0, cluster.host 0.0.0.0",
    "kubernetesService, nodes, cluster.kubernetesService"
  })
  void nodesBeyondThisMachineNeedOne(String key, String value, String named) {
    Object given = key.equals("members") ? List.of(value.split(",")) : value;
    assertThat(faults(Map.of(key, given)))
        .singleElement()
        .asString()
        .startsWith("cluster.secret: is empty, and " + named + " leads beyond this machine")
        .contains("openssl rand -base64 32");
    assertThat(accepted(Map.of(key, given, "secret", SECRET))).containsExactly(SECRET);
  }

  @ParameterizedTest
  @CsvSource({"members, localhost:5702", "members, '[::1]:5701'", "host, 127.0.0.1"})
  void nodesOfThisMachineNeedNone(String key, String value) {
    assertThat(accepted(Map.of(key, key.equals("members") ? List.of(value) : value)))
        .isEmpty();
  }

  @Test
  void aServerThatIsNoNodeNeedsNone() {
    assertThat(accepted(Map.of("enabled", false, "members", List.of("192.0.2.7"))))
        .isEmpty();
  }

  @Test
  void oneThatCanBeGuessedIsRejectedAndNotShown() {
    assertThat(faults(Map.of("secret", SECRET.substring(1), "previousSecret", "ab".repeat(20))))
        .hasSize(2)
        .noneMatch(fault -> fault.contains(SECRET.substring(1)) || fault.contains("abab"))
        .anyMatch(
            fault -> fault.startsWith("cluster.secret: has 31 characters, and needs at least 32"))
        .anyMatch(fault -> fault.startsWith("cluster.previousSecret: has fewer than 8 different"));
  }

  @Test
  void aFileHasItAloneAndTheOneBeforeIsAcceptedAsWell() throws IOException {
    assertThat(accepted(Map.of(
            "secretFile", file("now", SECRET + "\n", "rw-r-----"),
            "previousSecretFile", file("before", OTHER, "rw-------"))))
        .containsExactly(SECRET, OTHER);
    assertThat(accepted(Map.of("secret", SECRET, "previousSecret", SECRET)))
        .containsExactly(SECRET);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatEverybodyCanReadIsRejected() throws IOException {
    String file = file("open", SECRET, "rw-r--r--");
    assertThat(faults(Map.of("secretFile", file)))
        .containsExactly("cluster.secretFile: every user of this machine can read " + file
            + "; take that away with: chmod o-rwx " + file);
  }

  @Test
  void everyFaultOfSecretsIsSaidAtOnce() throws IOException {
    assertThat(faults(Map.of(
            "secretFile", folder.resolve("none").toString(),
            "previousSecretFile", file("empty", " \n", "rw-------"),
            "members", List.of("192.0.2.7:70000"))))
        .hasSize(3)
        .anyMatch(fault -> fault.startsWith(
            "cluster.secretFile: " + folder.resolve("none") + " does not exist; check its path"))
        .anyMatch(fault -> fault.contains("empty is empty; make one with"))
        .anyMatch(fault -> fault.startsWith("cluster.members: 192.0.2.7:70000 is neither"));
  }

  @Test
  void theOneBeforeAloneIsNone() {
    assertThat(faults(Map.of("previousSecret", OTHER)))
        .singleElement()
        .asString()
        .startsWith("cluster.previousSecret: is given, and cluster.secret is not");
  }

  @Test
  void settingsDoNotShowThem() {
    Settings settings = ConfigReader.read(
        Optional.empty(),
        Map.of("LIVE_ORDERS_CLUSTER_SECRET", SECRET, "LIVE_ORDERS_CLUSTER_PREVIOUS_SECRET", OTHER));
    assertThat(settings.config().toString() + settings.shownJson()).doesNotContain(SECRET, OTHER);
  }

  private String file(String name, String text, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file.toString();
  }

  private static List<String> accepted(Map<String, Object> cluster) {
    return ClusterSecrets.read(ConfigReader.fromJson(section(cluster)).cluster())
        .accepted()
        .stream()
        .map(Secret::value)
        .toList();
  }

  private static List<String> faults(Map<String, Object> cluster) {
    return catchThrowableOfType(
            ConfigException.class, () -> ConfigReader.fromJson(section(cluster)))
        .faults();
  }

  private static Map<String, Object> section(Map<String, Object> cluster) {
    Map<String, Object> section = new HashMap<>(Map.of("enabled", true));
    section.putAll(cluster);
    return Map.of("cluster", section);
  }
}

package dev.liveorders.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What conf/ has for systemd and Kubernetes names keys that there are, and agrees with itself. */
class DeploymentFilesTest {
  private static final Path CONF = Path.of("conf");
  private static final Pattern VARIABLE = Pattern.compile("\\bLIVE_ORDERS_[A-Z_]+\\b");

  /** For the start script, which does not hand them on. */
  private static final Set<String> OF_SCRIPT =
      Set.of("LIVE_ORDERS_JAVA_OPTIONS", "LIVE_ORDERS_COMMAND");

  /** In the place of those that the files leave to whoever installs them. */
  private static final String SECRET = "Tn6bXq9mKw3sVd8rHj2cLp5zGy7fRe4u";

  private static final String SECRET_KEY = ConfigKey.CLUSTER_SECRET.environmentName();
  private static final String SECRET_FILE_KEY = ConfigKey.CLUSTER_SECRET_FILE.environmentName();

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conf/live-orders.env",
        "conf/live-orders.service",
        "conf/kubernetes.yaml",
        "conf/compose.yaml",
        "conf/Dockerfile",
        "src/main/deb/live-orders.env"
      })
  void everyVariableIsAKey(String file) throws IOException {
    Set<String> known = Arrays.stream(ConfigKey.values())
        .map(ConfigKey::environmentName)
        .collect(Collectors.toCollection(TreeSet::new));
    known.addAll(OF_SCRIPT);
    Matcher matcher = VARIABLE.matcher(Files.readString(Path.of(file)));
    assertThat(matcher.results().map(found -> found.group()).toList()).isSubsetOf(known);
  }

  @Test
  void theEnvironmentFileIsAConfigurationWithoutFault() throws IOException {
    Map<String, String> environment = new TreeMap<>();
    for (String line : Files.readAllLines(CONF.resolve("live-orders.env"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] pair = line.split("=", 2);
        environment.put(pair[0], pair[1].replaceAll("^\"|\"$", ""));
      }
    }
    assertThatThrownBy(() -> read(environment))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cluster.secret: has 9 characters");
    environment.put(SECRET_KEY, SECRET);
    Settings settings = read(environment);
    assertThat(settings.config().store().url()).startsWith("postgresql:");
  }

  @Test
  void theManifestIsAConfigurationWithoutFault() throws IOException {
    Map<String, String> environment = environment(container(manifest("Deployment", "live-orders")));
    assertThat(environment).containsEntry(SECRET_FILE_KEY, "/run/secrets/cluster/secret");
    Path file = Files.writeString(folder.resolve("secret"), SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    environment.put(SECRET_FILE_KEY, file.toString());
    Settings settings = read(environment);
    assertThat(settings.config().store().url()).startsWith("postgresql:");
    assertThat(settings.config().http().onLoopback()).isFalse();
  }

  @Test
  void theManifestsPortsAreTheConfigurationsAndServicesMeanThem() throws IOException {
    Map<String, Object> container = container(manifest("Deployment", "live-orders"));
    Map<String, String> environment = environment(container);
    Map<Object, Object> ports = list(container, "ports").stream()
        .collect(Collectors.toMap(port -> port.get("name"), port -> port.get("containerPort")));
    assertThat(ports)
        .containsEntry("http", ConfigKey.HTTP_PORT.defaultValue())
        .containsEntry("cluster", ConfigKey.CLUSTER_PORT.defaultValue())
        .containsEntry(
            "bus", Integer.valueOf(environment.get(ConfigKey.CLUSTER_BUS_PORT.environmentName())));
    for (String service : List.of("live-orders", "live-orders-nodes")) {
      for (Map<String, Object> port : list(map(manifest("Service", service), "spec"), "ports")) {
        assertThat(ports).containsKey(port.get("targetPort"));
      }
    }
    assertThat(environment)
        .containsEntry(ConfigKey.CLUSTER_KUBERNETES_SERVICE.environmentName(), "live-orders-nodes");
  }

  /** A selector that meets nobody is no fault to Kubernetes. */
  @Test
  void everySelectorMeetsTheNodes() throws IOException {
    Map<String, Object> deployment = map(manifest("Deployment", "live-orders"), "spec");
    Object labels = map(map(deployment, "template"), "metadata").get("labels");
    assertThat(map(deployment, "selector").get("matchLabels")).isEqualTo(labels);
    for (Map<String, Object> object : manifests()) {
      Map<String, Object> spec = map(object, "spec");
      switch ((String) object.get("kind")) {
        case "Service" -> assertThat(spec.get("selector")).isEqualTo(labels);
        case "PodDisruptionBudget" ->
          assertThat(map(spec, "selector").get("matchLabels")).isEqualTo(labels);
        case "NetworkPolicy" ->
          assertThat(map(spec, "podSelector").get("matchLabels")).isEqualTo(labels);
        default -> assertThat(object.get("kind")).isIn("Deployment", "ConfigMap");
      }
    }
  }

  private static Settings read(Map<String, String> environment) {
    environment.keySet().removeAll(OF_SCRIPT);
    Settings settings = ConfigReader.read(Optional.empty(), environment);
    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.config().simulation().enabled()).isFalse();
    return settings;
  }

  private static Map<String, String> environment(Map<String, Object> container) {
    Map<String, String> environment = new TreeMap<>();
    for (Map<String, Object> variable : list(container, "env")) {
      Object value = variable.getOrDefault("value", "10.1.2.3"); // else it is the pod's address
      environment.put((String) variable.get("name"), (String) value);
    }
    return environment;
  }

  private static Map<String, Object> container(Map<String, Object> deployment) {
    return list(map(map(map(deployment, "spec"), "template"), "spec"), "containers")
        .get(0);
  }

  private static Map<String, Object> manifest(String kind, String name) throws IOException {
    return manifests().stream()
        .filter(object -> object.get("kind").equals(kind))
        .filter(object -> map(object, "metadata").get("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> manifests() throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Map<String, Object>> manifests = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options))
        .loadAll(Files.readString(CONF.resolve("kubernetes.yaml")))) {
      manifests.add((Map<String, Object>) document);
    }
    return manifests;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> object, String field) {
    return (Map<String, Object>) object.getOrDefault(field, Map.of());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> object, String field) {
    return (List<Map<String, Object>>) object.get(field);
  }
}

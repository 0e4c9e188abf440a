package dev.liveorders.config;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads the configuration: defaults, over them the file, over that the environment. Finds every fault, not only the
 * first.
 */
public final class ConfigReader {
  private static final String ENVIRONMENT_PREFIX = "LIVE_ORDERS_";

  /** Kubernetes makes such variables for a service that has our name. */
  private static final Pattern OF_KUBERNETES = Pattern.compile("LIVE_ORDERS_(SERVICE_.*|PORT.*)");

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final Map<String, ConfigKey> BY_PATH =
      Arrays.stream(ConfigKey.values()).collect(Collectors.toMap(ConfigKey::path, key -> key));
  private static final Map<String, ConfigKey> BY_ENVIRONMENT = Arrays.stream(ConfigKey.values())
      .collect(Collectors.toMap(ConfigKey::environmentName, key -> key));

  private final Map<ConfigKey, Object> values = new EnumMap<>(ConfigKey.class);
  private final Map<ConfigKey, String> sources = new EnumMap<>(ConfigKey.class);
  private final List<String> faults = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** The base of relative paths in the source that is being read. */
  private ConfigPaths paths = ConfigPaths.AS_GIVEN;

  private ConfigReader() {
    for (ConfigKey key : ConfigKey.values()) {
      values.put(key, key.defaultValue());
    }
  }

  /**
   * The defaults with these values over them: how a script configures a verticle. Looks at files and asks the
   * resolver, so it must not be called on an event loop.
   *
   * @param json objects by section, as in the file, with whatever keys the script cares for
   * @throws ConfigException listing every fault
   */
  public static AppConfig fromJson(Map<String, Object> json) {
    ConfigReader reader = new ConfigReader();
    reader.readSections(json, "the verticle's configuration");
    return reader.settings().config();
  }

  /**
   * Reads everything.
   *
   * @param file        the file, if one is given
   * @param environment the environment of the process
   * @throws ConfigException listing every fault
   */
  public static Settings read(Optional<Path> file, Map<String, String> environment) {
    return read(file, environment, Map.of());
  }

  /**
   * Reads everything.
   *
   * @param commandLine what the command line gives, over all else
   * @throws ConfigException listing every fault
   */
  public static Settings read(
      Optional<Path> file, Map<String, String> environment, Map<ConfigKey, Object> commandLine) {
    ConfigReader reader = new ConfigReader();
    file.ifPresent(reader::readFile);
    reader.readEnvironment(environment);
    commandLine.forEach((key, value) -> reader.set(key.path(), value, "the command line"));
    return reader.settings();
  }

  private void readFile(Path file) {
    JsonMapper mapper = new JsonMapper(new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build());
    try {
      paths = new ConfigPaths(file);
      readSections(object(mapper, withoutMark(Files.readString(file))), file.toString());
      paths = ConfigPaths.AS_GIVEN;
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null
          ? ""
          : ", line " + e.getLocation().getLineNr() + ", column "
              + e.getLocation().getColumnNr();
      faults.add(file + where + ": is not a JSON object: "
          + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      faults.add(
          file + ": " + UnreadableFile.reason(file.toString(), e) + "; check the path after -conf");
    }
  }

  /** Reads a text that is one object, and nothing else. */
  private static Map<String, Object> object(JsonMapper mapper, String text) throws IOException {
    try (JsonParser parser = mapper.createParser(text)) {
      Map<String, Object> json = mapper.readValue(parser, OBJECT);
      if (json == null || parser.nextToken() != null) {
        throw new JsonParseException(
            parser, json == null ? "it is null" : "there is more behind its end");
      }
      return json;
    }
  }

  /** The text behind a byte order mark, which some editors put before it. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private void readSections(Map<String, Object> json, String source) {
    json.forEach((section, value) -> {
      Optional<Map<String, Object>> keys = object(value);
      if (BY_PATH.keySet().stream().noneMatch(path -> path.startsWith(section + "."))) {
        faults.add(section + ": is no section of the configuration; known are " + sections());
      } else if (keys.isEmpty()) {
        faults.add(section + ": must be an object, not " + value);
      } else {
        keys.get().forEach((name, given) -> set(section + "." + name, given, source));
      }
    });
  }

  /**
   * A JSON object, also one that a Vert.x script made: there objects may be of Vert.x's own kind, which iterates
   * entries.
   */
  private static Optional<Map<String, Object>> object(Object value) {
    if (value instanceof Map<?, ?> map) {
      return Optional.of(copy(map.entrySet()));
    }
    boolean entries = value instanceof Iterable<?> items
        && StreamSupport.stream(items.spliterator(), false).allMatch(Map.Entry.class::isInstance);
    return entries && !(value instanceof List)
        ? Optional.of(copy((Iterable<?>) value))
        : Optional.empty();
  }

  /** A JSON array of Vert.x as a list, and for a key with objects its JSON object as a map; anything else as it is. */
  private static Object plain(ConfigKey key, Object value) {
    if (key.isObject()) {
      return object(value).map(Object.class::cast).orElse(value);
    }
    return value instanceof Iterable<?> items && !(value instanceof List)
        ? StreamSupport.stream(items.spliterator(), false).toList()
        : value;
  }

  private static Map<String, Object> copy(Iterable<?> entries) {
    Map<String, Object> copy = new TreeMap<>();
    for (Object entry : entries) {
      Map.Entry<?, ?> pair = (Map.Entry<?, ?>) entry;
      copy.put(pair.getKey().toString(), pair.getValue());
    }
    return copy;
  }

  private static String sections() {
    return Arrays.stream(ConfigKey.values())
        .map(ConfigKey::section)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private void set(String path, Object value, String source) {
    ConfigKey key = BY_PATH.get(path);
    if (key == null) {
      faults.add(path + ": is no key of the configuration" + suggestion(path));
      return;
    }
    Optional<Object> accepted = key.accept(plain(key, value));
    if (accepted.isEmpty()) {
      String shown = key.isSecret() ? Secret.SHOWN : String.valueOf(value);
      faults.add(path + ": " + shown + " is not " + key.range() + " (from " + source + ")");
      return;
    }
    values.put(key, paths.resolve(key, accepted.get(), faults));
    if (!accepted.get().equals(key.defaultValue())) {
      sources.put(key, source);
    } else {
      sources.remove(key);
    }
  }

  /** The key that was probably meant: of the same name in another section, or of the same letters in another case. */
  private static String suggestion(String path) {
    String name = path.substring(path.indexOf('.') + 1);
    return Arrays.stream(ConfigKey.values())
        .filter(key -> key.path().equalsIgnoreCase(path) || key.field().equalsIgnoreCase(name))
        .findFirst()
        .map(key -> "; did you mean " + key.path() + "?")
        .orElse("; conf/README.md lists them all");
  }

  private void readEnvironment(Map<String, String> environment) {
    new TreeMap<>(environment).forEach((name, text) -> {
      ConfigKey key = BY_ENVIRONMENT.get(name);
      if (key != null) {
        set(key.path(), key.parse(text), name);
      } else if (name.startsWith(ENVIRONMENT_PREFIX)
          && !OF_KUBERNETES.matcher(name).matches()) {
        warnings.add(
            "the environment variable " + name + " is no key of the configuration and is ignored");
      }
    });
  }

  private Settings settings() {
    AppConfig config = ConfigMapper.map(values);
    faults.addAll(ConfigCheck.faults(config));
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
    return new Settings(config, values, sources, warnings);
  }
}

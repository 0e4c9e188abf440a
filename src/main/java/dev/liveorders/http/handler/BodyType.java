package dev.liveorders.http.handler;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The type of a request's body, by its content type: JSON or lines of JSON, with the names in use for both. */
enum BodyType {
  JSON("application/json"),
  LINES("application/x-ndjson");

  private static final Set<String> JSON_NAMES = Set.of("application/json", "text/json");
  private static final Pattern JSON_SUFFIX =
      Pattern.compile("application/[a-z0-9!#$&^_.+-]+\\+json");

  private static final Set<String> LINES_NAMES = Set.of(
      "application/x-ndjson",
      "application/ndjson",
      "application/x-jsonlines",
      "application/jsonlines",
      "application/json-lines",
      "application/x-jsonl",
      "application/jsonl",
      "application/stream+json",
      "text/x-ndjson",
      "text/ndjson",
      "text/jsonl");

  /** JSON is UTF-8 (RFC 8259 section 8.1), of which ASCII is a part. */
  private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii", "ascii");

  private final String usualName;

  BodyType(String usualName) {
    this.usualName = usualName;
  }

  /** The name to answer with, and to recommend. */
  String usualName() {
    return usualName;
  }

  /** Reads a {@code Content-Type}; empty when it is neither, or has a charset that JSON cannot have. */
  static Optional<BodyType> of(String header) {
    if (header == null) {
      return Optional.empty();
    }
    if (header.equals(JSON.usualName)) {
      return Optional.of(JSON);
    }
    List<String> parts = Arrays.stream(header.toLowerCase(Locale.ROOT).split(";"))
        .map(String::strip)
        .toList();
    return parts.stream().skip(1).allMatch(BodyType::isHarmless)
        ? ofName(parts.isEmpty() ? "" : parts.get(0))
        : Optional.empty();
  }

  private static Optional<BodyType> ofName(String name) {
    if (LINES_NAMES.contains(name)) {
      return Optional.of(LINES);
    }
    boolean json = JSON_NAMES.contains(name) || JSON_SUFFIX.matcher(name).matches();
    return json ? Optional.of(JSON) : Optional.empty();
  }

  private static boolean isHarmless(String parameter) {
    String[] pair = parameter.split("=", 2);
    return !pair[0].strip().equals("charset")
        || pair.length == 2 && CHARSETS.contains(pair[1].replace("\"", "").strip());
  }
}

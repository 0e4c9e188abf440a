package dev.liveorders.http.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins the modules of the page into one script, and its style sheets into one, when the server starts. A browser gets
 * the page in two round trips, and its developers need no build. Understands only named imports, and exported classes,
 * functions and constants. Each statement must stand at the beginning of a line.
 */
final class PageBundle {
  private static final Pattern IMPORT = Pattern.compile(
      "^import\\s+(?:\\{([^}]*)\\}\\s+from\\s+)?'\\./([\\w.-]+\\.js)';.*\\R?", Pattern.MULTILINE);
  private static final Pattern EXPORT = Pattern.compile(
      "^export\\s+((?:async\\s+)?(?:class|const|function\\*?)\\s+(\\w+))", Pattern.MULTILINE);
  private static final Pattern LEFT_OVER =
      Pattern.compile("^(?:import|export)\\b.*", Pattern.MULTILINE);
  private static final Pattern STYLE_IMPORT =
      Pattern.compile("^@import '\\./([\\w.-]+\\.css)';\\R?", Pattern.MULTILINE);

  private final Map<String, String> texts;
  private final Map<String, String> modules = new LinkedHashMap<>(); // in order of evaluation
  private final Set<String> open = new LinkedHashSet<>();

  private PageBundle(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * Answers the script of a page with all that it imports.
   *
   * @param texts the modules by name, like {@code app.js}
   * @throws IllegalArgumentException when a module is missing, imports itself, or has a statement that is not
   *     understood
   */
  static String script(String entry, Map<String, String> texts) {
    PageBundle bundle = new PageBundle(texts);
    bundle.add(entry);
    return String.join("", bundle.modules.values());
  }

  /** Answers a style sheet with those that it imports. */
  static String style(String entry, Map<String, String> texts) {
    return STYLE_IMPORT
        .matcher(text(entry, texts))
        .replaceAll(found -> Matcher.quoteReplacement(text(found.group(1), texts)));
  }

  private static String text(String name, Map<String, String> texts) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException("the page imports " + name + ", which is not there");
    }
    return text;
  }

  private void add(String name) {
    if (modules.containsKey(name)) {
      return;
    }
    if (!open.add(name)) {
      throw new IllegalArgumentException(name + " imports itself: " + open);
    }
    String text = text(name, texts);
    IMPORT.matcher(text).results().forEach(found -> add(found.group(2)));
    modules.put(name, wrap(name, text));
    open.remove(name);
  }

  /** A module becomes a function that answers what it exports: so its names stay its own. */
  private static String wrap(String name, String text) {
    List<String> exports = new ArrayList<>();
    String body = IMPORT
        .matcher(text)
        .replaceAll(found -> found.group(1) == null
            ? ""
            : Matcher.quoteReplacement("const {" + found.group(1).replace(" as ", ": ") + "} = "
                + variable(found.group(2)) + ";\n"));
    body = EXPORT.matcher(body).replaceAll(found -> {
      exports.add(found.group(2));
      return Matcher.quoteReplacement(found.group(1));
    });
    Matcher leftOver = LEFT_OVER.matcher(body);
    if (leftOver.find()) {
      throw new IllegalArgumentException(
          name + " has a statement that cannot be joined: " + leftOver.group());
    }
    return "// " + name + "\nconst " + variable(name) + " = (() => {\n" + body + "\nreturn { "
        + String.join(", ", exports) + " };\n})();\n";
  }

  private static String variable(String module) {
    return "module_" + module.replaceAll("\\W", "_");
  }
}

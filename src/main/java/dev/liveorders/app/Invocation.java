package dev.liveorders.app;

import dev.liveorders.model.Scope;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The way this program was started, so that messages can show commands that work as they stand.
 *
 * @param conf the configuration file of the command line
 */
record Invocation(Optional<Path> conf) {
  /** Names the command that starts this program with the same settings, quoted for a shell; set by the start script. */
  private static final String COMMAND = "live-orders.command";

  /** The start script says its own name by this property. */
  private static final String SCRIPT = "live-orders.script";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+-]+");

  /** The command that adds a first key. */
  String keyAdd() {
    return keyAdd("web-shop", Scope.ORDERS);
  }

  /** The command that adds a key. */
  String keyAdd(String name, Scope scope) {
    return program() + " key add " + name + " --scope " + scope.word()
        + conf.map(file -> " -conf " + quoted(file.toString())).orElse("");
  }

  private static String program() {
    String command = System.getProperty(COMMAND);
    String script = System.getProperty(SCRIPT);
    String path = System.getProperty("java.class.path");
    if (command != null) {
      return command;
    }
    if (script != null) {
      return quoted(script);
    }
    return path.endsWith(".jar") && path.indexOf(java.io.File.pathSeparatorChar) < 0
        ? "java -jar " + quoted(path)
        : "live-orders";
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

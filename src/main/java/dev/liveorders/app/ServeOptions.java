package dev.liveorders.app;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The command line of a start that serves: no command, and each option at most once, apart from its value. It is read here,
 * as the classes and annotations of picocli take a tenth of a start. All else is left to picocli: commands, help, other
 * spellings, and faults.
 */
record ServeOptions(Optional<Path> conf, boolean cluster, Optional<Integer> instances) {
  private static final Pattern FILE = Pattern.compile("[^-@\"'][^\"']*");
  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,2}");

  /** Returns the options of these arguments; empty where picocli has to read them. */
  static Optional<ServeOptions> of(List<String> arguments) {
    if (!Commands.nameNone(arguments)) {
      return Optional.empty();
    }
    Optional<Path> conf = Optional.empty();
    boolean cluster = false;
    Optional<Integer> instances = Optional.empty();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      String value = name.equals("-cluster") || !rest.hasNext() ? "" : rest.next();
      if (name.equals("-cluster") && !cluster) {
        cluster = true;
      } else if (name.equals("-conf") && conf.isEmpty() && FILE.matcher(value).matches()) {
        conf = Optional.of(Path.of(value));
      } else if (name.equals("-instances")
          && instances.isEmpty()
          && COUNT.matcher(value).matches()) {
        instances = Optional.of(Integer.valueOf(value));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new ServeOptions(conf, cluster, instances));
  }
}

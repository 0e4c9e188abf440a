package dev.liveorders.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A document in Markdown, whose blocks a test types as they stand. */
public record Document(Path path) {
  public static final Document README = new Document(Path.of("README.md"));
  public static final Document OPERATIONS = of("operations.md");
  public static final Document LIFE = of("life.md");
  public static final Document PROTOCOL = of("protocol.md");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");

  private static Document of(String name) {
    return new Document(Path.of("src/site/markdown", name));
  }

  /** Returns its blocks in one language; those of none are for a shell. */
  public List<String> blocks(String language) {
    try {
      return BLOCK
          .matcher(Files.readString(path))
          .results()
          .filter(block -> block.group(1).equals(language))
          .map(block -> block.group(2))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns the first block for a shell that has this in it. */
  public String block(String part) {
    return block("", part);
  }

  /** Returns the first block in a language that has this in it. */
  public String block(String language, String part) {
    return blocks(language).stream()
        .filter(block -> block.contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " has no block with " + part));
  }

  /**
   * Returns the commands of a block that shows answers, too: those behind a dollar sign, with the lines that continue
   * them.
   */
  public static List<String> commands(String block) {
    List<String> commands = new ArrayList<>();
    boolean continued = false;
    for (String line : block.split("\n")) {
      if (line.startsWith("$ ")) {
        commands.add(line.substring(2));
      } else if (continued) {
        commands.add(commands.remove(commands.size() - 1) + "\n" + line);
      }
      continued = (line.startsWith("$ ") || continued) && line.endsWith("\\");
    }
    return commands;
  }
}

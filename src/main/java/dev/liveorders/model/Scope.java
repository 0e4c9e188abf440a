package dev.liveorders.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A right that a key has. */
public enum Scope {
  /** Place orders. */
  ORDERS,
  /** Change products and categories. */
  CATALOGUE,
  /** Read single orders and exports. */
  REPORTS,
  /** Everything, and the node's own figures. */
  ADMIN;

  /** The words of all scopes, for error messages. */
  public static final String WORDS =
      Arrays.stream(values()).map(Scope::word).collect(Collectors.joining(", "));

  /** The word that commands, answers and stores have for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds the scope of a word. */
  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findAny();
  }

  /**
   * Reads scopes with commas between them.
   *
   * @throws IllegalArgumentException when there is none, or a word is no scope
   */
  public static Set<Scope> parse(String words) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String word : words.split(",")) {
      scopes.add(of(word.strip())
          .orElseThrow(() -> new IllegalArgumentException(
              "scope " + Quoted.of(word.strip()) + " is none of " + WORDS)));
    }
    return scopes;
  }

  /** Writes scopes as {@link #parse} reads them, in the order of the table. */
  public static String format(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(","));
  }
}

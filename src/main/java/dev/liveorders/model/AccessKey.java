package dev.liveorders.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key as the store keeps it, without its secret.
 *
 * @param id       of {@link KeyText}
 * @param name     what people call it
 * @param scopes   what it may; one at least
 * @param expires  when it ends to be valid; empty for never
 * @param lastUsed the day of its last use, in UTC
 */
public record AccessKey(
    String id,
    String name,
    Set<Scope> scopes,
    Instant created,
    Optional<Instant> expires,
    Optional<LocalDate> lastUsed,
    SecretHash hash) {
  /** The rule for a name, in words, for error messages. */
  public static final String NAME_RULE =
      "1 to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * @throws IllegalArgumentException when the name is none, or nothing is allowed
   */
  public AccessKey {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("key name " + Quoted.of(name) + " is not " + NAME_RULE);
    }
    if (!KeyText.isId(id)) {
      throw new IllegalArgumentException("key id " + Quoted.of(id) + " is none");
    }
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("key " + name + " has no scope of " + Scope.WORDS);
    }
    scopes = Set.copyOf(EnumSet.copyOf(scopes));
    created = created.truncatedTo(ChronoUnit.MILLIS);
    expires = expires.map(end -> end.truncatedTo(ChronoUnit.MILLIS));
  }

  /** A key that is made now, of the text that its owner gets. */
  public static AccessKey of(
      KeyText text, String name, Set<Scope> scopes, Instant now, Optional<Instant> expires) {
    return new AccessKey(text.id(), name, scopes, now, expires, Optional.empty(), text.hash());
  }

  /** Tells whether it has a scope; {@code admin} is all of them. */
  public boolean allows(Scope scope) {
    return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
  }

  public boolean isExpired(Instant now) {
    return expires.isPresent() && !now.isBefore(expires.get());
  }

  /** Names it for people: {@code web-shop (7kq2m9x0ab)}. */
  public String label() {
    return name + " (" + id + ")";
  }
}

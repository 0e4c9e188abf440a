package dev.liveorders.http.access;

import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Quoted;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The claims of a token whose signature is right (RFC 7519 section 4), and the rights that they are.
 *
 * @param audience what {@code aud} must name; empty for anything
 * @param issuer   what {@code iss} must be; empty for anything
 */
record TokenClaims(Optional<String> audience, Optional<String> issuer) {
  /** The time by which the clock of an issuer may be ahead of ours; only for {@code nbf}. */
  static final long LEEWAY_MILLIS = 30_000;

  private static final String ALL = "*";
  private static final long FOREVER = Long.MAX_VALUE - 1;

  /**
   * Returns the rights of the claims.
   *
   * @param now milliseconds since 1970
   * @throws InvalidTokenException when a claim is missing, malformed or not met
   */
  ReadRights rights(JsonObject claims, long now) {
    long expiresAt = millis(claims, "exp")
        .orElseThrow(() -> new InvalidTokenException("the token has no exp, when it expires"));
    if (expiresAt <= now) {
      throw new InvalidTokenException("the token has expired; get a new one");
    }
    if (millis(claims, "nbf")
        .filter(notBefore -> notBefore > now + LEEWAY_MILLIS)
        .isPresent()) {
      throw new InvalidTokenException("the token is not valid yet, as its nbf says");
    }
    audience.filter(wanted -> !names(claims.getValue("aud"), wanted)).ifPresent(wanted -> {
      throw new InvalidTokenException(
          "the token is not for this server: its aud does not name access.tokenAudience");
    });
    issuer.filter(wanted -> !wanted.equals(claims.getValue("iss"))).ifPresent(wanted -> {
      throw new InvalidTokenException(
          "the token is of another issuer: its iss is not access.tokenIssuer");
    });
    Object categories = claims.getValue("categories");
    return ALL.equals(categories)
        ? ReadRights.toAll(expiresAt)
        : ReadRights.to(names(categories), expiresAt);
  }

  /** Reads a NumericDate, seconds that may have a fraction. */
  private static Optional<Long> millis(JsonObject claims, String claim) {
    Object value = claims.getValue(claim);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number seconds) {
      return Optional.of(Math.min(FOREVER, (long) (seconds.doubleValue() * 1_000)));
    }
    throw new InvalidTokenException("the token has a malformed " + claim + ", which is no number");
  }

  private static boolean names(Object audience, String wanted) {
    return audience instanceof JsonArray list ? list.contains(wanted) : wanted.equals(audience);
  }

  private static List<CategoryName> names(Object categories) {
    if (!(categories instanceof JsonArray list)) {
      throw new InvalidTokenException(
          "the token has no claim categories, a list of names or \"*\"");
    }
    List<CategoryName> names = new ArrayList<>();
    for (Object name : list) {
      if (!(name instanceof String text) || !CategoryName.isValid(text)) {
        throw new InvalidTokenException("the token's categories have " + Quoted.of(name)
            + ", which is no category's name; for all of them the claim is \"*\", without a list");
      }
      names.add(new CategoryName(text));
    }
    return names;
  }
}

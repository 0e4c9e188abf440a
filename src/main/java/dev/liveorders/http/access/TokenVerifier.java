package dev.liveorders.http.access;

import dev.liveorders.config.TokenKey;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.model.Quoted;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A verifier of tokens: JSON Web Tokens (RFC 7519), with the care of RFC 8725. Signatures are vertx-auth-jwt's: each
 * key is for one algorithm there, and without keys it takes unsigned tokens. So there must be keys, and what it does
 * not look at is checked before: the algorithm, {@code crit}, the form. Confined to the event loop of its verticle.
 */
final class TokenVerifier {
  /** Leaves room for other headers, and has room for some fifty categories. */
  static final int MAX_LENGTH = 4_096;

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  /** Of ES256: two numbers (RFC 7518 section 3.4). */
  private static final int NUMBER_BYTES = 32;

  private final JWTAuth signatures;
  private final Set<String> algorithms;
  private final TokenClaims claims;
  private final LongSupplier clock;
  private final VerifiedTokens verified = new VerifiedTokens();

  /**
   * @param keys  at least one
   * @param clock milliseconds since 1970
   */
  TokenVerifier(Vertx vertx, List<TokenKey> keys, TokenClaims claims, LongSupplier clock) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key to verify tokens with");
    }
    JWTAuthOptions options = new JWTAuthOptions()
        .setJWTOptions(new JWTOptions().setIgnoreExpiration(true)); // TokenClaims looks at it
    keys.forEach(key -> options.addPubSecKey(toOptions(key)));
    this.signatures = JWTAuth.create(vertx, options);
    this.algorithms = keys.stream().map(TokenKey::algorithm).collect(Collectors.toSet());
    this.claims = claims;
    this.clock = clock;
  }

  private static PubSecKeyOptions toOptions(TokenKey key) {
    PubSecKeyOptions options = new PubSecKeyOptions()
        .setAlgorithm(key.algorithm())
        .setBuffer(
            key.isSecret() ? Buffer.buffer(key.key().getEncoded()) : Buffer.buffer(key.pem()));
    key.id().ifPresent(options::setId);
    return options;
  }

  /**
   * Returns the rights of a token.
   *
   * @throws InvalidTokenException when it has none
   */
  ReadRights verify(String token) {
    if (token.length() > MAX_LENGTH) {
      throw new InvalidTokenException("the token is longer than " + MAX_LENGTH + " characters");
    }
    long now = clock.getAsLong();
    return verified.find(token, now).orElseGet(() -> {
      ReadRights rights = claims.rights(verifiedClaims(token), now);
      verified.add(token, rights);
      return rights;
    });
  }

  private JsonObject verifiedClaims(String token) {
    if (!FORM.matcher(token).matches()) {
      throw new InvalidTokenException("the token is not a signed JSON Web Token");
    }
    try {
      checkHeader(token.split("\\."));
      Future<User> user = signatures.authenticate(new TokenCredentials(token));
      if (user.succeeded()) {
        return user.result().attributes().getJsonObject("accessToken");
      }
    } catch (DecodeException notJson) {
      throw new InvalidTokenException("the token is not a signed JSON Web Token");
    } catch (InvalidTokenException invalid) {
      throw invalid;
    } catch (RuntimeException malformed) {
      throw new InvalidTokenException("the token is malformed");
    }
    throw new InvalidTokenException(
        "the token is signed with no key of this server, or was changed since");
  }

  private void checkHeader(String[] segments) {
    JsonObject header = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(segments[0])));
    Object algorithm = header.getValue("alg");
    if (!algorithms.contains(algorithm)) {
      throw new InvalidTokenException("the token's alg " + Quoted.of(algorithm)
          + " is not one that this server has a key for: " + String.join(", ", algorithms));
    }
    if (header.containsKey("crit")) {
      throw new InvalidTokenException(
          "the token has a crit, extensions that this server does not know (RFC 7515)");
    }
    if (TokenKey.ES256.equals(algorithm)
        && !isPossible(Base64.getUrlDecoder().decode(segments[2]))) {
      throw new InvalidTokenException("the token is malformed: so is no signature of ES256");
    }
  }

  /** Tells whether both numbers are there and not 0, as some releases of Java take 0 (CVE-2022-21449). */
  private static boolean isPossible(byte[] signature) {
    return signature.length == 2 * NUMBER_BYTES
        && !isZero(signature, 0)
        && !isZero(signature, NUMBER_BYTES);
  }

  private static boolean isZero(byte[] bytes, int from) {
    int any = 0;
    for (int i = from; i < from + NUMBER_BYTES; i++) {
      any |= bytes[i];
    }
    return any == 0;
  }
}

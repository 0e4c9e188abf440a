package dev.liveorders.http.access;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ReadAccess;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.KeyText;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;

/**
 * The readers of totals and products: everybody, or who shows a token, or a key. Confined to the event loop of its
 * verticle.
 */
public final class Readers {
  private static final String RIGHTS = "live-orders.read-rights";

  /** Empty where reading is open. */
  private final Optional<TokenKeyring> tokens;

  private final Function<String, Optional<ReadRights>> keys;

  private Readers(Optional<TokenKeyring> tokens, Function<String, Optional<ReadRights>> keys) {
    this.tokens = tokens;
    this.keys = keys;
  }

  /** Lets everybody read everything. */
  public static Readers everybody() {
    return new Readers(Optional.empty(), key -> Optional.empty());
  }

  /**
   * Lets those read that the configuration names.
   *
   * @param keys returns the rights of a key to read; empty for one that is not valid
   */
  public static Future<Readers> load(
      Vertx vertx, AppConfig.Access config, Function<String, Optional<ReadRights>> keys) {
    return config.read() == ReadAccess.OPEN
        ? Future.succeededFuture(everybody())
        : TokenKeyring.load(vertx, config).map(keyring -> new Readers(Optional.of(keyring), keys));
  }

  /** Tells whether nobody reads without a token, or a key. */
  public boolean needTokens() {
    return tokens.isPresent();
  }

  /**
   * Returns the rights of who sent a request.
   *
   * @throws ProblemException when it shows no token that is valid, or one in its address
   */
  public ReadRights of(HttpServerRequest request) {
    ShownToken.checkAddress(request);
    if (tokens.isEmpty()) {
      return ReadRights.OPEN;
    }
    String shown = ShownToken.of(request).orElseThrow(ReaderProblems::tokenMissing);
    try {
      return ofToken(shown);
    } catch (InvalidTokenException invalid) {
      throw ReaderProblems.tokenInvalid(invalid.getMessage());
    }
  }

  /**
   * Returns the rights of a token or a key.
   *
   * @throws IllegalArgumentException when it has none; the message says why
   */
  public ReadRights ofToken(String token) {
    if (tokens.isEmpty()) {
      return ReadRights.OPEN;
    }
    if (token.startsWith(KeyText.PREFIX)) {
      return keys.apply(token)
          .orElseThrow(() -> new InvalidTokenException(
              "the key is not known, or has expired; live-orders key list shows those there are"));
    }
    return tokens.get().verify(token);
  }

  /**
   * Returns the id of the key that a request shows whose reader was let through; empty where it shows a token, or
   * reading is open.
   */
  public Optional<String> keyId(HttpServerRequest request) {
    return tokens.isEmpty()
        ? Optional.empty()
        : ShownToken.of(request).flatMap(KeyText::parse).map(KeyText::id);
  }

  /** A handler that lets only readers through; {@link #rights} tells what they may. */
  public Handler<RoutingContext> before(Handler<RoutingContext> read) {
    return context -> {
      context.put(RIGHTS, of(context.request()));
      keyId(context.request()).ifPresent(id -> context.put(Caller.KEY_ID, id));
      if (tokens.isPresent()) {
        context.response().headers().add(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
      }
      read.handle(context);
    };
  }

  /** Returns the rights of a reader that was let through. */
  public static ReadRights rights(RoutingContext context) {
    ReadRights rights = context.get(RIGHTS);
    if (rights == null) {
      throw new IllegalStateException("a read that no reader was let through to");
    }
    return rights;
  }

  /**
   * Checks that the rights of a reader that has waited did not end meanwhile.
   *
   * @throws ProblemException when they did
   */
  public static void checkAgain(RoutingContext context) {
    ReadRights rights = rights(context);
    if (rights.expiresAt() <= System.currentTimeMillis() || !rights.isInForce()) {
      throw ReaderProblems.tokenInvalid(
          "the token or the key has ended while the request waited; send it with a new one");
    }
  }

  /** Tells whether who sent a request may read a category. */
  public boolean mayRead(HttpServerRequest request, CategoryName category) {
    try {
      return of(request).mayRead(category);
    } catch (ProblemException noReader) {
      return false;
    }
  }

  /**
   * Checks that a reader may read a category, which need not exist.
   *
   * @throws ProblemException when not
   */
  public static void check(RoutingContext context, CategoryName category) {
    if (!rights(context).mayRead(category)) {
      throw ReaderProblems.notGranted(category.value());
    }
  }

  /**
   * Admits a reader to what it wants to watch.
   *
   * @throws ProblemException when that is a category which it may not read, or needs the right to all
   */
  public static Admission admit(Subscription wanted, ReadRights rights) {
    if (rights.restrict(wanted).isEmpty()) {
      throw wanted.needsAll()
          ? ReaderProblems.notGrantedAll()
          : ReaderProblems.notGranted(wanted.name());
    }
    return new Admission(wanted, rights);
  }

  /** Ends what it does in the background. */
  public void stop() {
    tokens.ifPresent(TokenKeyring::stop);
  }
}

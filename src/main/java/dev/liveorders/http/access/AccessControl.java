package dev.liveorders.http.access;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.model.AccessKey;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds out who is asking, and lets nobody do what he may not. Confined to the event loop of its verticle. */
public final class AccessControl {
  private static final String BEARER = "Bearer ";
  private static final String AGAIN = "live-orders.access-again";
  private static final String CHALLENGE = "Bearer realm=\"live-orders\"";

  private final KeyRing ring;
  private final Predicate<HttpServerRequest> fromElsewhere;
  private final AuditTrail audit;

  /**
   * @param address       of who sends a request, for the log
   * @param fromElsewhere tells whether a proxy forwards a request from another machine
   */
  public AccessControl(
      KeyRing ring,
      Function<HttpServerRequest, String> address,
      Predicate<HttpServerRequest> fromElsewhere) {
    this.ring = ring;
    this.fromElsewhere = fromElsewhere;
    this.audit = new AuditTrail(address);
  }

  /**
   * A handler that lets through who has a scope.
   *
   * @param handler throws or answers whatever it likes; what it changes in the catalogue is logged
   */
  public Handler<RoutingContext> require(Scope scope, Handler<RoutingContext> handler) {
    return context -> {
      HttpServerRequest request = context.request();
      Caller caller = check(request, scope);
      context.put(AGAIN, (Runnable) () -> {
        if (!isStill(caller, request)) {
          check(request, scope);
        }
      });
      caller.key().ifPresent(key -> context.put(Caller.KEY_ID, key.id()));
      if (scope == Scope.CATALOGUE) {
        audit.follow(context, caller);
      }
      handler.handle(context);
    };
  }

  private Caller check(HttpServerRequest request, Scope scope) {
    Caller caller = caller(request);
    if (!caller.may(scope)) {
      throw logged(request, reject(caller, scope));
    }
    return caller;
  }

  /** Tells whether who sent a request is who he was at its head. */
  private boolean isStill(Caller caller, HttpServerRequest request) {
    return caller
        .key()
        .map(key -> ring.has(key) && !isExpired(key))
        .orElseGet(() -> withoutKey(request) == caller);
  }

  /**
   * Checks again, once a request has arrived whole, that who was let through at its head may still do it.
   *
   * @throws ProblemException when not, as at its head
   */
  public static void checkAgain(RoutingContext context) {
    Runnable check = context.get(AGAIN);
    check.run();
  }

  /** Tells whether a key may allow more than nothing does. */
  public boolean needsKey(HttpServerRequest request) {
    return withoutKey(request) != Caller.OPEN;
  }

  private Caller withoutKey(HttpServerRequest request) {
    if (!ring.isOpen()) {
      return Caller.ANYBODY;
    }
    return ring.isOpenToAll() || !fromElsewhere.test(request) ? Caller.OPEN : Caller.FROM_ELSEWHERE;
  }

  /**
   * Finds out who is asking.
   *
   * @throws ProblemException with 401 when he shows a key that is not valid
   */
  public Caller caller(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return withoutKey(request);
    }
    if (request.headers().getAll(HttpHeaders.AUTHORIZATION).size() > 1) {
      throw new Problem(ProblemType.BAD_REQUEST, "the Authorization header must be sent once")
          .toException();
    }
    String token = header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
    if (token.startsWith(KeyText.PREFIX)) {
      try {
        return ofKey(token);
      } catch (ProblemException invalid) {
        throw logged(request, invalid);
      }
    }
    return withoutKey(request);
  }

  private ProblemException logged(HttpServerRequest request, ProblemException rejected) {
    audit.onRejected(request, rejected.problem());
    return rejected;
  }

  /**
   * Returns the rights of a key to read, where not everybody may, as long as it exists; empty for one that is not
   * valid.
   */
  public Optional<ReadRights> readRights(String key) {
    try {
      AccessKey held = ofKey(key).key().orElseThrow();
      long end = held.expires().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
      return Optional.of(ReadRights.toAll(end, () -> ring.has(held)));
    } catch (ProblemException notValid) {
      return Optional.empty();
    }
  }

  private Caller ofKey(String token) {
    KeyText text = KeyText.parse(token)
        .orElseThrow(
            () -> invalid("Authorization has no whole key: send Bearer and, behind it, a key,"
                + " which is lo_, 10 characters, _ and 43 more; this has " + token.length()
                + " bytes"));
    Caller caller = ring.find(text)
        .orElseThrow(() -> invalid("the key lo_" + text.id()
            + "_… is not valid: it is mistyped, was removed, or is of another store; make one with"
            + " live-orders key add NAME --scope orders"));
    AccessKey key = caller.key().orElseThrow();
    if (isExpired(key)) {
      throw invalid("the key " + key.label() + " expired at " + key.expires().get()
          + "; make a new one with live-orders key add NAME --scope " + Scope.format(key.scopes()));
    }
    ring.onUsed(key);
    return caller;
  }

  private static boolean isExpired(AccessKey key) {
    return key.expires().isPresent() && key.isExpired(Instant.now());
  }

  private static ProblemException invalid(String detail) {
    return new Problem(ProblemType.KEY_INVALID, detail)
        .with("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"")
        .toException();
  }

  private static ProblemException reject(Caller caller, Scope scope) {
    String command = "live-orders key add NAME --scope " + scope.word();
    if (caller.key().isEmpty()) {
      String why = caller == Caller.FROM_ELSEWHERE
          ? ", as a proxy forwards it from another machine, and without keys only this machine may"
          : "";
      return new Problem(
              ProblemType.KEY_REQUIRED,
              "this needs a key with the scope " + scope.word() + why
                  + ": send Authorization: Bearer KEY; " + command + " makes one")
          .with("WWW-Authenticate", CHALLENGE)
          .toException();
    }
    return new Problem(
            ProblemType.SCOPE_MISSING,
            caller.label() + " may not do this: its scopes are "
                + Scope.format(caller.key().get().scopes()) + ", and this needs " + scope.word()
                + "; " + command + " makes a key that has it")
        .with(
            "WWW-Authenticate",
            CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + scope.word() + "\"")
        .toException();
  }

  /**
   * Rejects a request with a key in its address, which proxies and browsers write down.
   *
   * @throws ProblemException when there is one
   */
  public static void rejectKeyInAddress(HttpServerRequest request) {
    KeyText.find(request.uri()).ifPresent(key -> {
      throw new Problem(
              ProblemType.KEY_IN_ADDRESS,
              "the address has a key in it, lo_" + key.id()
                  + "_…, which is in logs now: remove that key (live-orders key remove " + key.id()
                  + "), make another, and send it as Authorization: Bearer KEY")
          .toException();
    });
  }
}

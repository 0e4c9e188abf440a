package dev.liveorders.http.handler;

import dev.liveorders.config.Page;
import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.access.Caller;
import dev.liveorders.http.access.Readers;
import dev.liveorders.http.response.Completion;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.JsonWriter;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.Scope;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/**
 * Tells who asks what he may, so that a page offers nothing else: {@code
 * {"orders":true,"catalogue":false,"reports":false,"admin":false,"keys":true}}. With {@code keys} a key may allow
 * more. Where totals are shown with a token only, {@code read} tells whether it has shown one. Where one is
 * configured there is {@code currency}, that of prices without, and {@code simulated} while orders are. A proxy that
 * lets nobody change anything asks with {@code ?only=read}, and is told what is left of the rights behind it.
 */
public final class AccessHandler implements Handler<RoutingContext> {
  private static final String ONLY = "only";
  private static final String READ = "read";

  private final AccessControl access;
  private final Readers readers;
  private final Page page;
  private final Supplier<Future<Boolean>> simulates;

  public AccessHandler(
      AccessControl access, Readers readers, Page page, Supplier<Future<Boolean>> simulates) {
    this.access = access;
    this.readers = readers;
    this.page = page;
    this.simulates = simulates;
  }

  @Override
  public void handle(RoutingContext context) {
    boolean onlyReads = onlyReads(context.request());
    Caller caller = access.caller(context.request());
    JsonObject rights = new JsonObject();
    for (Scope scope : Scope.values()) {
      rights.put(scope.word(), caller.may(scope) && (!onlyReads || scope == Scope.REPORTS));
    }
    rights.put("keys", !onlyReads && access.needsKey(context.request()));
    if (readers.needTokens()) {
      rights.put(READ, reads(context.request()));
    }
    page.currency().ifPresent(code -> rights.put("currency", code));
    Completion.answer(context, simulates.get(), simulated -> {
      if (simulated) {
        rights.put("simulated", true);
      }
      send(context, rights);
    });
  }

  private static boolean onlyReads(HttpServerRequest request) {
    String only = Query.of(request).get(ONLY);
    if (only != null && !only.equals(READ)) {
      throw new InvalidFieldsException(ONLY, Quoted.of(only) + " is not " + READ);
    }
    return only != null;
  }

  private static void send(RoutingContext context, JsonObject rights) {
    context
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .headers()
        .add(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
    JsonResponse.send(context.request(), 200, JsonWriter.write(rights));
  }

  /** Rejects a token that is not valid, as a key is rejected. */
  private boolean reads(HttpServerRequest request) {
    if (!request.headers().contains(HttpHeaders.AUTHORIZATION)) {
      return false;
    }
    readers.of(request);
    return true;
  }
}

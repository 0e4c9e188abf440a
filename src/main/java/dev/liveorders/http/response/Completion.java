package dev.liveorders.http.response;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Ends a request when the result is there that its answer is made of. */
public final class Completion {
  private Completion() {}

  /**
   * Answers with a result, or fails the request: also when making the answer throws, which a future's handlers would
   * only log.
   *
   * @param answer makes the answer and sends it
   */
  public static <T> void answer(RoutingContext context, Future<T> result, Consumer<T> answer) {
    result.onComplete(done -> {
      if (done.failed()) {
        context.fail(done.cause());
        return;
      }
      try {
        answer.accept(done.result());
      } catch (RuntimeException e) {
        context.fail(e);
      }
    });
  }
}

package dev.liveorders.http.handler;

import dev.liveorders.http.response.JsonResponse;
import io.vertx.core.http.HttpServerResponse;

/**
 * The result of a write.
 *
 * @param seq   the newest commit that {@code answer} speaks of; 0 for none
 * @param shown whether the board of this event loop has reached it
 */
record Written<A>(A answer, long seq, boolean shown) {
  /** The same, with another text of the answer. */
  <B> Written<B> with(B other) {
    return new Written<>(other, seq, shown);
  }

  /** Sets the headers by which a client reads what it wrote, wherever it asks next. */
  void addHeaders(HttpServerResponse response) {
    if (seq > 0) {
      response.putHeader(JsonResponse.SEQ_HEADER, Long.toString(seq));
    }
    if (!shown) {
      response.putHeader(JsonResponse.SHOWN_HEADER, "false");
    }
  }
}

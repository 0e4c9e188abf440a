package dev.liveorders.live.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.liveorders.live.board.Feed;
import dev.liveorders.model.Epoch;

/** The JSON messages of {@code live-orders.v1}. One with totals ends before them, see {@link TotalWriter#writeList}. */
final class Messages {
  private Messages() {}

  /**
   * Begins a message with all totals of a feed, or those that changed.
   *
   * @param gen  how many switches the socket has asked for; negative for none, as in events
   * @param full whether it replaces what was shown before
   */
  static String snapshot(Feed feed, int gen, long seq, boolean full) {
    return snapshot("\"" + feed.category() + "\"", feed.epoch(), gen, seq, full);
  }

  private static String snapshot(String category, Epoch epoch, int gen, long seq, boolean full) {
    return "{\"type\":\"snapshot\",\"category\":" + category + (gen < 0 ? "" : ",\"gen\":" + gen)
        + ",\"epoch\":\"" + epoch + "\",\"seq\":" + seq + ",\"full\":" + full + ",\"orders\":";
  }

  /** Makes the whole snapshot of a name that can be no category. */
  static String empty(String name, Epoch epoch, int gen, long seq) {
    return snapshot(quoted(name), epoch, gen, seq, true) + "[]}";
  }

  static String update(Feed feed, long seq) {
    return "{\"type\":\"update\",\"category\":\"" + feed.category() + "\",\"seq\":" + seq
        + ",\"orders\":";
  }

  /** Begins the answer to {@code GET /orders/:category}. */
  static String answer(Feed feed) {
    return "{\"category\":\"" + feed.category() + "\",\"epoch\":\"" + feed.epoch() + "\",\"seq\":"
        + feed.lastSeq() + ",\"orders\":";
  }

  /**
   * Makes a sign of life for a quiet socket.
   *
   * @param staleMillis for how long the node has not been able to compare itself with the store
   */
  static String heartbeat(long seq, long staleMillis) {
    return "{\"type\":\"heartbeat\",\"seq\":" + seq + ",\"staleMillis\":" + staleMillis + "}";
  }

  static String error(String code, String message) {
    return "{\"type\":\"error\",\"code\":\"" + code + "\",\"message\":" + quoted(message) + "}";
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}

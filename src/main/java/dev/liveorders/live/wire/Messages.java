package dev.liveorders.live.wire;

import dev.liveorders.live.board.Feed;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.QuotedJson;
import java.util.List;

/** The JSON messages of {@code live-orders.v1}. One with totals ends before them, see {@link TotalWriter#writeList}. */
final class Messages {
  private static final String ORDERS = ",\"orders\":";

  private Messages() {}

  /**
   * Begins a message with all totals of a feed, or those that changed.
   *
   * @param gen  how many switches the socket has asked for; negative for none, as in events
   * @param full whether it replaces what was shown before
   */
  static String snapshot(Feed feed, int gen, long seq, boolean full) {
    return snapshot(feed.json(), feed.epoch(), gen, seq, full)
        + (full ? unknownIds(feed) : "")
        + ORDERS;
  }

  private static String snapshot(String name, Epoch epoch, int gen, long seq, boolean full) {
    return "{\"type\":\"snapshot\"," + name + (gen < 0 ? "" : ",\"gen\":" + gen) + ",\"epoch\":\""
        + epoch + "\",\"seq\":" + seq + ",\"full\":" + full;
  }

  private static String unknownIds(Feed feed) {
    List<ProductId> unknown = feed.unknownIds();
    return unknown.isEmpty() ? "" : ",\"unknown\":" + QuotedJson.list(unknown);
  }

  /** Makes the whole snapshot of a category that does not exist. */
  static String unknown(String category, int gen, Position at) {
    String name = "\"category\":" + QuotedJson.of(category);
    return snapshot(name, at.epoch(), gen, at.seq(), true) + ",\"unknown\":true" + ORDERS + "[]}";
  }

  static String update(Feed feed, long seq) {
    return "{\"type\":\"update\"," + feed.json() + ",\"seq\":" + seq + ORDERS;
  }

  /** Begins the answer to {@code GET /orders/:category}. */
  static String answer(Feed feed) {
    return "{" + feed.json() + ",\"epoch\":\"" + feed.epoch() + "\",\"seq\":" + feed.lastSeq()
        + unknownIds(feed) + ORDERS;
  }

  /** Makes the news that details of products or categories have changed. */
  static String details(long seq) {
    return "{\"type\":\"details\",\"seq\":" + seq + "}";
  }

  /**
   * Makes a sign of life for a quiet socket.
   *
   * @param staleMillis for how long the node has not been able to compare itself with the store
   */
  static String heartbeat(long seq, long staleMillis) {
    return "{\"type\":\"heartbeat\",\"seq\":" + seq + ",\"staleMillis\":" + staleMillis + "}";
  }

  /** Makes the word that the rights of a watcher end, unless it renews them. */
  static String expiry(long millis) {
    return "{\"type\":\"token\",\"expiresInMillis\":" + millis + "}";
  }

  static String error(String code, String message) {
    return "{\"type\":\"error\",\"code\":\"" + code + "\",\"message\":" + QuotedJson.of(message)
        + "}";
  }
}

package dev.liveorders.http.handler;

import dev.liveorders.http.response.EncodedJson;
import dev.liveorders.live.board.Feed;
import dev.liveorders.model.Position;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * The answers to reads of whole categories, encoded and compressed once per change and shared by all who read. A
 * change is what the answer depends on: totals, or only the details of products. Confined to one event loop.
 */
final class FeedAnswers {
  private record Kept(Position at, EncodedJson body) {}

  private final Function<Feed, Buffer> encoder;
  private final Function<Feed, Position> version;
  private final Map<Feed, Kept> kept = new WeakHashMap<>();

  /**
   * @param version finds the position of the last change that the answer depends on
   */
  FeedAnswers(Function<Feed, Buffer> encoder, Function<Feed, Position> version) {
    this.encoder = encoder;
    this.version = version;
  }

  /** The answer as of the last change. One that is not lasting is encoded each time. */
  EncodedJson of(Feed feed) {
    if (!feed.key().isLasting()) {
      return new EncodedJson(encoder.apply(feed));
    }
    Position now = version.apply(feed);
    Kept known = kept.get(feed);
    if (known == null || !known.at.equals(now)) {
      known = new Kept(now, new EncodedJson(encoder.apply(feed)));
      kept.put(feed, known);
    }
    return known.body;
  }
}

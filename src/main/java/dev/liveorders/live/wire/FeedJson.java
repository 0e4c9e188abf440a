package dev.liveorders.live.wire;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Feed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The answers to {@code GET /orders/:category} and {@code GET /orders}. That of a lasting feed is encoded once until
 * its next change; one with windows, which also change without being told of, each time. Confined to the event loop
 * of the {@link Board} that has the feeds.
 */
public final class FeedJson {
  private final Map<Feed, Buffer> answers = new HashMap<>();

  /** Returns {@code {"category","epoch","seq","orders":[…]}}, named as the feed is. Not to be changed. */
  public Buffer of(Feed feed) {
    boolean isKept = feed.key().isLasting() && feed.key().windows().isEmpty();
    return isKept ? answers.computeIfAbsent(feed, FeedJson::encode) : encode(feed);
  }

  private static Buffer encode(Feed feed) {
    ByteBuf json = Unpooled.buffer();
    ByteBufUtil.writeUtf8(json, Messages.answer(feed));
    TotalWriter.writeList(json, feed.entries(), true, WindowSums.of(feed, feed.entries()));
    return Buffer.buffer(ByteBufUtil.getBytes(json));
  }

  /** Forgets the answer of a feed that has changed. */
  public void forget(Feed feed) {
    answers.remove(feed);
  }

  /** Forgets all answers, as the board is another one. */
  public void clear() {
    answers.clear();
  }
}

package dev.liveorders.live.wire;

import dev.liveorders.live.board.ListFeed;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** The JSON of a list: the answer to a read, and the message of all formats. */
public final class ListJson {
  private ListJson() {}

  /** Writes the answer: {@code {"window":"24h","epoch":"b7…","seq":42,"at":"…Z","entries":[…]}}. */
  public static Buffer answer(ListFeed list) {
    return Buffer.buffer('{' + members(list));
  }

  /** Writes the message: the same behind {@code "type":"top"}. */
  static String message(ListFeed list) {
    return '{' + list.json() + ',' + members(list);
  }

  private static String members(ListFeed list) {
    return list.head() + "\"epoch\":\"" + list.epoch() + "\",\"seq\":" + list.lastSeq()
        + ",\"at\":\"" + Instant.ofEpochMilli(list.at()) + "\"," + list.tail() + '}';
  }
}

package dev.liveorders.live.board;

import java.util.List;

/**
 * A list of what sells, as a feed without products: it is shown whole, anew when it has changed. Its position is that
 * of its last change, so that a client which says this position has the list as it is. Confined to the event loop of
 * its {@link Board}.
 */
public final class ListFeed extends Feed {
  private final ListKey list;
  private ListText text;
  private long readSeq;

  /**
   * @param text of now
   */
  ListFeed(ListKey list, BoardLists board, ListText text) {
    super(list, board.epoch(), true);
    this.list = list;
    this.text = text;
    this.readSeq = text.seq();
  }

  /** Returns the name of the list. */
  public ListKey list() {
    return list;
  }

  /** Takes the list as it is now; tells whether it says something else. */
  boolean refresh(ListText now) {
    readSeq = Math.max(readSeq, now.seq());
    if (text.saysSame(now)) {
      return false;
    }
    text = now;
    return true;
  }

  /** Returns the members of its JSON before the position, each with a comma behind it. */
  public String head() {
    return text.head();
  }

  /** Returns the members of its JSON behind the position. */
  public String tail() {
    return text.tail();
  }

  /** Returns the time of the board at its last change, in milliseconds since 1970. */
  public long at() {
    return text.at();
  }

  /** Returns the position of the board when it was looked at last. */
  public long readSeq() {
    return readSeq;
  }

  @Override
  public long lastSeq() {
    return text.seq();
  }

  @Override
  public long positionAt(long board) {
    return text.seq();
  }

  @Override
  public List<Entry> entries() {
    return List.of();
  }

  @Override
  public List<Entry> changedSince(long since) {
    return List.of();
  }
}

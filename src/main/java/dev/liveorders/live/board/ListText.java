package dev.liveorders.live.board;

/**
 * A list as JSON, without its braces and its position.
 *
 * @param head the members before the position, each with a comma behind it
 * @param tail the members behind the position
 * @param seq  the position of the board that it was made of
 * @param at   the time of the board then
 */
record ListText(String head, String tail, long seq, long at) {
  /** Tells whether it says the same, apart from its position. */
  boolean saysSame(ListText other) {
    return head.equals(other.head) && tail.equals(other.tail);
  }
}

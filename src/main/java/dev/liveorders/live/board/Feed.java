package dev.liveorders.live.board;

import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import java.util.List;

/**
 * Some products of a board, with their totals and the order of their last changes. Confined to the event loop of its
 * {@link Board}.
 */
public abstract class Feed {
  private final FeedKey key;
  private final String json;
  private final Epoch epoch;
  private boolean known;
  private boolean followed;
  private long shownAnewAt;

  /**
   * @param known whether the category that it is named by exists
   */
  Feed(FeedKey key, Epoch epoch, boolean known) {
    this.key = key;
    this.json = key.json();
    this.epoch = epoch;
    this.known = known;
  }

  /** Lists the products that are there, in order of id. */
  public abstract List<Entry> entries();

  /** Lists the products that changed after commit {@code since}, and those retired since, oldest change first. */
  public abstract List<Entry> changedSince(long since);

  /** Tells whether more than {@code count} products changed after commit {@code since}. */
  public boolean hasMoreChangesThan(int count, long since) {
    return changedSince(since).size() > count;
  }

  /** Returns the last commit that changed anything here; 0 when none did. */
  public abstract long lastSeq();

  /**
   * Tells whether what changed after commit {@code since} is known well enough for a watcher to come back from there.
   */
  public boolean mayResume(long since) {
    return true;
  }

  /**
   * Returns the position of a watcher that has been shown all there is here.
   *
   * @param board the position of the board
   */
  public long positionAt(long board) {
    return board;
  }

  /** Lists the ids that it is named by and that name no product. */
  public List<ProductId> unknownIds() {
    return List.of();
  }

  /** Tells whether the category that it is named by exists; true where there is none in its name. */
  public boolean isKnown() {
    return known;
  }

  /**
   * Returns the commit before which a position is no beginning: its category came to exist on this board by it, or
   * ceased to, or it is that of a retired product that was forgotten; 0 for none. A watcher before it is shown all,
   * where its format has words for retired products.
   */
  public long shownAnewAt() {
    return shownAnewAt;
  }

  /** Notes that its category has come to exist, or has ceased to. */
  void setKnown(boolean exists, long seq) {
    known = exists;
    showAnew(seq);
  }

  /** Lets watchers that stand before a commit be shown all. */
  void showAnew(long seq) {
    shownAnewAt = Math.max(shownAnewAt, seq);
  }

  /** Notes whether somebody follows it for itself, not as the base of another feed. */
  void setFollowed(boolean byItself) {
    followed = byItself;
  }

  boolean isFollowed() {
    return followed;
  }

  public FeedKey key() {
    return key;
  }

  /** Returns the member that names it in messages, see {@link FeedKey#json}. */
  public String json() {
    return json;
  }

  public Epoch epoch() {
    return epoch;
  }

  /** Lists the products with their newest totals, in order of id. */
  public List<Product> products() {
    return entries().stream().map(Entry::product).toList();
  }

  /** Counts the products. */
  public int size() {
    return entries().size();
  }

  /** Returns the position of the last commit that changed anything here. */
  public Position lastChange() {
    return new Position(epoch, lastSeq());
  }
}

package dev.liveorders.live.fanout;

import dev.liveorders.live.board.FeedKey;
import dev.liveorders.live.board.ListKey;
import dev.liveorders.model.CategoryName;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The categories that a client may read, and until when. */
public final class ReadRights {
  private static final BooleanSupplier ALWAYS = () -> true;

  /** Of everybody, where reading is open. */
  public static final ReadRights OPEN = toAll(Long.MAX_VALUE);

  /** Of a client that may read everything where others may not; they do not end. */
  public static final ReadRights ALL = toAll(Long.MAX_VALUE);

  private final Optional<List<CategoryName>> categories;
  private final long expiresAt;
  private final BooleanSupplier inForce;

  private ReadRights(
      Optional<List<CategoryName>> categories, long expiresAt, BooleanSupplier inForce) {
    this.categories = categories;
    this.expiresAt = expiresAt;
    this.inForce = inForce;
  }

  /**
   * Grants everything for a time.
   *
   * @param expiresAt milliseconds since 1970
   */
  public static ReadRights toAll(long expiresAt) {
    return new ReadRights(Optional.empty(), expiresAt, ALWAYS);
  }

  /**
   * Grants everything for a time, unless it is taken back before.
   *
   * @param expiresAt milliseconds since 1970
   * @param inForce   tells whether it is not; asked on the event loop of the hub
   */
  public static ReadRights toAll(long expiresAt, BooleanSupplier inForce) {
    return new ReadRights(Optional.empty(), expiresAt, inForce);
  }

  /**
   * Grants some categories for a time; they need not exist.
   *
   * @param expiresAt milliseconds since 1970
   */
  public static ReadRights to(Collection<CategoryName> categories, long expiresAt) {
    return new ReadRights(
        Optional.of(categories.stream().sorted().distinct().toList()), expiresAt, ALWAYS);
  }

  /** Tells whether a category may be read. */
  public boolean mayRead(CategoryName category) {
    return categories.isEmpty() || Collections.binarySearch(categories.get(), category) >= 0;
  }

  /** Returns the moment at which they end, in milliseconds since 1970. */
  public long expiresAt() {
    return expiresAt;
  }

  /** Tells whether they can be taken back before they expire. */
  boolean canBeTakenBack() {
    return inForce != ALWAYS;
  }

  /** Tells whether nobody has taken them back; of those that expired as well. */
  public boolean isInForce() {
    return inForce.getAsBoolean();
  }

  /** Tells whether they end at all. */
  public boolean expires() {
    return expiresAt < Long.MAX_VALUE;
  }

  /**
   * Returns what of a subscription may be watched; empty when that is a category which may not, or a list of more
   * than may be. Of products by their ids, and of all, those of other categories do not exist. What was seen of them
   * before was maybe seen with other rights, and counts for nothing.
   */
  public Optional<Subscription> restrict(Subscription wanted) {
    if (this == OPEN || wanted.key().isEmpty()) {
      return Optional.of(wanted);
    }
    FeedKey key = wanted.key().get();
    if (key instanceof ListKey list) {
      boolean granted = list.category().map(this::mayRead).orElse(categories.isEmpty());
      return granted ? Optional.of(wanted) : Optional.empty();
    }
    if (key.base() instanceof FeedKey.OfCategory some) {
      return mayRead(some.category()) ? Optional.of(wanted) : Optional.empty();
    }
    FeedKey granted = categories.map(key::within).orElse(key);
    return Optional.of(new Subscription(wanted.name(), Optional.of(granted), Optional.empty()));
  }

  /** Returns a text that differs for other categories, to be part of an entity tag; empty for all. */
  public String tag() {
    return categories.map(some -> "-" + Integer.toHexString(some.hashCode())).orElse("");
  }
}

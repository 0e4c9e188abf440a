package dev.liveorders.store;

/**
 * A failure of the store: it cannot be reached, read or written. The message says which store and what to do about
 * it.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean outcomeKnown;

  /** The call had no effect. */
  public StoreException(String message, Throwable cause) {
    this(message, cause, true);
  }

  public StoreException(String message, Throwable cause, boolean outcomeKnown) {
    super(message, cause);
    this.outcomeKnown = outcomeKnown;
  }

  /** Tells whether the call had no effect for certain; if not, only the ids of the orders can tell. */
  public boolean outcomeKnown() {
    return outcomeKnown;
  }
}

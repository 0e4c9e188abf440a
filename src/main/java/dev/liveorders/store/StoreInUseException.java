package dev.liveorders.store;

/** Another process has the store open, and shares it with nobody, or not with us. */
public final class StoreInUseException extends StoreException {
  private static final long serialVersionUID = 1;

  public StoreInUseException(String message) {
    super(message, null);
  }
}

package dev.liveorders.model;

/** A rejected request: the kind of rejection, and a message that names the value and the remedy. Has no stack trace. */
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Rejection rejection;

  public RejectedException(Rejection rejection, String message) {
    this(rejection, message, null);
  }

  public RejectedException(Rejection rejection, String message, Throwable cause) {
    super(message, cause, false, false);
    this.rejection = rejection;
  }

  public Rejection rejection() {
    return rejection;
  }
}

package dev.liveorders.model;

/** A rejected request: the kind of rejection, and a message that names the value and the remedy. Has no stack trace. */
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Rejection refusal;

  public RejectedException(Rejection refusal, String message) {
    this(refusal, message, null);
  }

  public RejectedException(Rejection refusal, String message, Throwable cause) {
    super(message, cause, false, false);
    this.refusal = refusal;
  }

  public Rejection refusal() {
    return refusal;
  }
}

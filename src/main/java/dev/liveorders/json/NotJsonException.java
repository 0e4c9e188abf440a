package dev.liveorders.json;

/** A text that is not the JSON it must be; the message says where and why. Has no stack trace. */
public final class NotJsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotJsonException(String message) {
    super(message, null, false, false);
  }
}

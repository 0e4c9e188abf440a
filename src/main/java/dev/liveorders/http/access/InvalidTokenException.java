package dev.liveorders.http.access;

/** A token grants nothing; the message says why, and shows nothing of it that is secret. Has no stack trace. */
final class InvalidTokenException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidTokenException(String why) {
    super(why);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this; // tokens of strangers are nothing to look into
  }
}

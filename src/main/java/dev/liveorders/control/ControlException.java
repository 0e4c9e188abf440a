package dev.liveorders.control;

/** A command that a running server did not carry out; the message is for whoever gave it. */
public final class ControlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ControlException(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}

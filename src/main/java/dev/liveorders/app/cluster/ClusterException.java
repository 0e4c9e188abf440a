package dev.liveorders.app.cluster;

/** The cluster cannot be joined; the message says which and what to look at. */
final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}

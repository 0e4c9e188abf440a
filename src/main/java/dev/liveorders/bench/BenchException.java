package dev.liveorders.bench;

/** A measurement could not be made; the message says why. */
final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BenchException(String message) {
    super(message);
  }
}

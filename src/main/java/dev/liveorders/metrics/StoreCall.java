package dev.liveorders.metrics;

/** The kinds of calls of a store that can fail. */
public enum StoreCall {
  READ("read"),
  WRITE("write");

  private final String label;

  StoreCall(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}

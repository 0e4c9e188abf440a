package dev.liveorders.metrics;

/** The ways in which a commit that the bus has not brought in time reaches a node. */
public enum GapFill {
  /** The bus has brought it after all. */
  LATE("late"),
  /** It was read from the store. */
  STORE("store");

  private final String label;

  GapFill(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}

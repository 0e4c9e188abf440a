package dev.liveorders.http.connection;

/**
 * A connection, or a request on one: it takes memory of a node, and can be ended to make room. Confined to its event
 * loop.
 */
interface MemoryHolder {
  /** Tells whether it may be ended now: not while a request is carried out, nor for a watcher. */
  boolean mayBeClosed();

  /** Returns the time since which it is in its present state. */
  long since();

  /** Gives back what it takes, and ends it; says so where a request has not been answered. */
  void makeRoom();
}

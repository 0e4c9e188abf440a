package dev.liveorders.limits;

import java.util.Optional;

/**
 * The part that one watcher takes of its client's limits, until it ends. Confined to the event loop of its
 * connection.
 */
public final class ClientUse {
  private final Client client;

  /** Tells that this counts as a connection, since it shares its own with others. */
  private final boolean counted;

  private int ids;
  private boolean ended;

  private ClientUse(Client client, boolean counted) {
    this.client = client;
    this.counted = counted;
  }

  /** Begins for a watcher with a connection of its own, which is counted where it is accepted. */
  static ClientUse direct(Client client) {
    return new ClientUse(client, false);
  }

  /** Begins for a watcher that shares its connection; {@link #connect} is to be called next. */
  static ClientUse shared(Client client) {
    return new ClientUse(client, true);
  }

  /** Returns whose use it is. */
  public Client client() {
    return client;
  }

  /** Counts the connection. */
  public Optional<LimitReached> connect() {
    return counted ? client.connected() : Optional.empty();
  }

  /**
   * Takes what watching something else needs, in the place of what it watched before.
   *
   * @param newIds products that it names
   * @param bytes  of the totals that it is sent first
   */
  public Optional<LimitReached> watch(int newIds, long bytes) {
    Optional<LimitReached> reached = client.watch(newIds - ids);
    if (reached.isPresent()) {
      return reached;
    }
    ids = newIds;
    return client.read(bytes);
  }

  /** Gives back what it took; may be told more than once. */
  public void end() {
    if (!ended) {
      ended = true;
      client.watch(-ids);
      if (counted) {
        client.disconnected();
      }
    }
  }
}

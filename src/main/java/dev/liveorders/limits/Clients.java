package dev.liveorders.limits;

import dev.liveorders.config.AddressRange;
import dev.liveorders.config.AppConfig;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The clients of a node by their address, and what each has. An IPv6 client is its /64, of which it has every address.
 * May be used on any thread.
 */
public final class Clients implements Shareable {
  private static final String MAP = "live-orders.limits";
  private static final String KEY = "clients";

  /** Addresses and keys that are told apart at a time; those beyond share what one may have. */
  private static final int MAX_KNOWN = 100_000;

  private static final int IPV6_PREFIX_BYTES = 8;

  private final AppConfig.Limits limits;
  private final int maxBatch;
  private final List<AddressRange> exempt;
  private final List<AddressRange> proxies;
  private final Map<String, Client> known = new ConcurrentHashMap<>();
  private final Map<String, RateLimit> keys = new ConcurrentHashMap<>();
  private final Client others;
  private final RateLimit otherKeys;
  private final RateLimit newConnections;
  private final AtomicInteger connections = new AtomicInteger();

  private Clients(AppConfig config) {
    this.limits = config.limits();
    this.maxBatch = config.http().maxBatchItems();
    this.exempt = ranges(limits.exemptAddresses());
    this.proxies = ranges(config.http().trustedProxies());
    this.others = new Client(limits, maxBatch);
    this.otherKeys = newKey();
    this.newConnections =
        Client.rate(LimitName.NEW_CONNECTIONS, limits.newConnectionsPerSecond(), 0);
  }

  /** Returns those of this node; the first call makes them. */
  public static Clients of(Vertx vertx, AppConfig config) {
    return vertx
        .sharedData()
        .<String, Clients>getLocalMap(MAP)
        .computeIfAbsent(KEY, first -> new Clients(config));
  }

  /** Makes clients of their own, whom no other server knows. */
  public static Clients alone(AppConfig config) {
    return new Clients(config);
  }

  private static List<AddressRange> ranges(List<String> texts) {
    return texts.stream().map(AddressRange::parse).flatMap(Optional::stream).toList();
  }

  /** Tells whether a peer is a proxy that says truly whom it speaks for. */
  public boolean isProxy(InetAddress peer) {
    return contain(proxies, peer);
  }

  /** Finds the client of an address; empty for one that is not limited. */
  public Optional<Client> at(InetAddress address) {
    if (contain(exempt, address)) {
      return Optional.empty();
    }
    String name = name(address);
    Client client = known.get(name);
    if (client != null) {
      return Optional.of(client);
    }
    return Optional.of(
        known.size() < MAX_KNOWN
            ? known.computeIfAbsent(name, first -> new Client(limits, maxBatch))
            : others);
  }

  /** Begins what a watcher takes that has a connection of its own. */
  public ClientUse direct(Client client) {
    return ClientUse.direct(client);
  }

  /** Begins what a watcher takes that shares its connection with others, as by a proxy, or by HTTP/2. */
  public ClientUse shared(Client client) {
    return ClientUse.shared(client);
  }

  /** Takes orders of a key of the shop's, which is the same wherever it is used. */
  public Optional<LimitReached> order(String key, int count) {
    return ofKey(key).take(count);
  }

  /** Gives back orders that were taken of a key and not placed. */
  public void giveBack(String key, int count) {
    ofKey(key).giveBack(count);
  }

  private RateLimit ofKey(String key) {
    RateLimit rate = keys.get(key);
    if (rate != null) {
      return rate;
    }
    return keys.size() < MAX_KNOWN ? keys.computeIfAbsent(key, first -> newKey()) : otherKeys;
  }

  private RateLimit newKey() {
    return Client.rate(LimitName.ORDERS_OF_KEY, limits.ordersPerSecondOfKey(), maxBatch);
  }

  /**
   * Counts a connection of any client, exempt ones as well, until {@link #disconnected}; tells whether there is room.
   */
  public boolean connected() {
    return connections.incrementAndGet() <= limits.maxConnections();
  }

  /** Tells whether the node takes one more of the connections that come in this second. */
  public boolean mayConnectNow() {
    return newConnections.take(1).isEmpty();
  }

  /** Notes that a connection has ended that was counted. */
  public void disconnected() {
    connections.decrementAndGet();
  }

  /** Counts the connections of now. */
  public int connections() {
    return connections.get();
  }

  /** Returns the most connections that there may be. */
  public int maxConnections() {
    return limits.maxConnections();
  }

  /** Counts the clients that are told apart now. */
  public int size() {
    return known.size();
  }

  /** Forgets the clients that have nothing; to be called now and then. */
  public void forgetIdle() {
    known.values().removeIf(Client::isForgettable);
    keys.values().removeIf(RateLimit::isFull);
  }

  private static boolean contain(List<AddressRange> ranges, InetAddress address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static String name(InetAddress address) {
    byte[] bytes = address.getAddress();
    return Arrays.toString(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, IPV6_PREFIX_BYTES));
  }
}

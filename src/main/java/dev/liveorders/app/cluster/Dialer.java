package dev.liveorders.app.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The addresses where other nodes may listen, and when each is tried again. Confined to the event loop of its
 * {@link Mesh}, whose clock, in nanoseconds, it is given.
 */
final class Dialer {
  /** A node that was met is tried again soon: the network may be back. */
  static final Duration RETRY_MET = Duration.ofSeconds(1);

  /** The pause before an address is tried again at which nobody has answered yet, and nobody may ever. */
  static final Duration RETRY_UNMET = Duration.ofSeconds(5);

  /** A node that others told of, and that has been unreachable for so long, has another address now, or none. */
  static final Duration FORGET = Duration.ofMinutes(10);

  /** Those that a stranger with the secret could name at most. */
  static final int MAX_ADDRESSES = 1_000;

  private final Map<MemberAddress, Target> targets = new HashMap<>();
  private final Set<MemberAddress> own = new HashSet<>();

  /** An address: whether it is configured, whether a node was met there and when last, and when it is tried next. */
  private static final class Target {
    private boolean configured;
    private boolean met;
    private long lastMet;
    private long next;
    private boolean trying;
  }

  /** Leaves out an address of this node. */
  void isOwn(MemberAddress address) {
    own.add(address);
    targets.remove(address);
  }

  /** Takes over what the configuration leads to now. */
  void configured(Collection<MemberAddress> addresses, long now) {
    targets.values().forEach(target -> target.configured = false);
    addresses.forEach(address -> {
      Target target = target(address, now);
      if (target != null) {
        target.configured = true;
      }
    });
  }

  /** Adds an address that another node told of. */
  void heardOf(MemberAddress address, long now) {
    target(address, now);
  }

  private Target target(MemberAddress address, long now) {
    if (own.contains(address)) {
      return null;
    }
    if (targets.size() >= MAX_ADDRESSES) {
      return targets.get(address);
    }
    return targets.computeIfAbsent(address, added -> {
      Target target = new Target();
      target.next = now;
      target.lastMet = now;
      return target;
    });
  }

  /** Returns those to be tried now, and takes note that they are. */
  List<MemberAddress> due(Collection<MemberAddress> connected, long now) {
    connected.forEach(address -> {
      Target target = target(address, now);
      if (target != null) {
        target.met = true;
        target.lastMet = now;
      }
    });
    targets
        .values()
        .removeIf(target -> !target.configured && now - target.lastMet > FORGET.toNanos());
    List<MemberAddress> due = new ArrayList<>();
    targets.forEach((address, target) -> {
      if (!target.trying && now - target.next >= 0 && !connected.contains(address)) {
        target.trying = true;
        due.add(address);
      }
    });
    return due;
  }

  /** Ends a try: with a connection, or without. */
  void tried(MemberAddress address, long now) {
    Target target = targets.get(address);
    if (target != null) {
      target.trying = false;
      target.next = now + (target.met ? RETRY_MET : RETRY_UNMET).toNanos();
    }
  }
}

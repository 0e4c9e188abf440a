package dev.liveorders.live.board;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The parts of the room for followed lists that each client takes. None takes more than an eighth, so that others
 * find room; a list counts once for a client, however often it follows that, and those of the shop as a whole do not
 * count. Confined to the event loop of its {@link Board}.
 */
final class ListShares {
  /** Bytes of JSON that one client may have made, about. */
  static final int MAX_BYTES = BoardLists.MAX_FOLLOWED_BYTES / 8;

  /** The lists of a client, each with the number of its watchers. */
  private static final class Share {
    private final NavigableMap<ListKey, Integer> watchers = new TreeMap<>();
    private int bytes;
  }

  private final Map<Object, Share> shares = new HashMap<>();

  /** Tells whether a client may follow a list; null stands for one that is not limited. */
  boolean allows(Object client, ListKey list) {
    Share share = shares.get(client);
    int bytes = share == null ? 0 : share.bytes;
    return client == null
        || list.isOfShop()
        || bytes + list.maxBytes() <= MAX_BYTES
        || share != null && share.watchers.containsKey(list);
  }

  /** Counts a watcher of a list. */
  void take(Object client, ListKey list) {
    if (client == null || list.isOfShop()) {
      return;
    }
    Share share = shares.computeIfAbsent(client, first -> new Share());
    if (share.watchers.merge(list, 1, Integer::sum) == 1) {
      share.bytes += list.maxBytes();
    }
  }

  /** Notes that a watcher has left a list. */
  void give(Object client, ListKey list) {
    Share share = shares.get(client);
    if (share == null || !share.watchers.containsKey(list)) {
      return;
    }
    if (share.watchers.merge(list, -1, Integer::sum) == 0) {
      share.watchers.remove(list);
      share.bytes -= list.maxBytes();
      if (share.watchers.isEmpty()) {
        shares.remove(client);
      }
    }
  }
}

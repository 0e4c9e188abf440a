package dev.liveorders.live.fanout;

import dev.liveorders.live.board.BoardFollower;
import io.netty.util.internal.OutOfDirectMemoryError;
import java.util.HashMap;
import java.util.Map;

/**
 * The news that a name is none of a category, for watchers that ask for it. A client may ask again and again without
 * reading, so a watcher that takes nothing now is told of its newest name once it does. Confined to the event loop of
 * its {@link Hub}.
 */
final class UnknownNames {
  private final BoardFollower follower;

  /** The names that watchers whose sockets are full have yet to be told of. */
  private final Map<Watcher, String> owed = new HashMap<>();

  UnknownNames(BoardFollower follower) {
    this.follower = follower;
  }

  /** Tells a watcher that no category can have this name, if its format has words for that. */
  void tell(Watcher watcher, String name) {
    try {
      if (!watcher.format().tellsUnknown()) {
        return;
      }
      if (watcher.isWritable()) {
        watcher.write(
            watcher.format().unknown(name, watcher.gen(), follower.board().position()));
      } else {
        owed.put(watcher, name);
      }
    } catch (RuntimeException | OutOfDirectMemoryError failure) {
      WatcherFailures.log("told of an unknown name", failure);
      watcher.drop();
    }
  }

  /** Tells a watcher whose socket takes more again what it could not be told before. */
  void drained(Watcher watcher) {
    String name = owed.remove(watcher);
    if (name != null) {
      tell(watcher, name);
    }
  }

  /** Forgets what a watcher has yet to be told. */
  void forget(Watcher watcher) {
    owed.remove(watcher);
  }
}

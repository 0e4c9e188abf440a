package dev.liveorders.live;

import dev.liveorders.model.Position;
import io.netty.util.internal.OutOfDirectMemoryError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes watchers to the feeds they want, shows them what is new to them, and takes them out again. Confined to the event
 * loop of its hub.
 */
final class Usher {
  private static final Logger log = LoggerFactory.getLogger(Usher.class);

  private final BoardFollower follower;

  Usher(BoardFollower follower) {
    this.follower = follower;
  }

  /** From now on a watcher watches this and nothing else; before there is a board it waits for one. */
  void turnTo(Watcher watcher, Interest interest) {
    leave(watcher);
    watcher.wanted = interest.key().orElse(null);
    watcher.seen = interest.seen().orElse(null);
    if (watcher.wanted == null) {
      watcher.showNothing(interest.name(), follower.board().position());
    } else if (follower.isReady()) {
      join(watcher);
    }
  }

  /** There is another board: a watcher is shown what it wants of that. */
  void turnToNewBoard(Watcher watcher) {
    watcher.feed = null;
    if (watcher.wanted != null) {
      join(watcher);
    }
  }

  private void join(Watcher watcher) {
    if (watcher.closingSince > 0) {
      return;
    }
    Position seen = watcher.seen;
    Board board = follower.board();
    if (seen == null || !seen.epoch().equals(board.epoch())) {
      joinAt(watcher, Watcher.SHOWN_NOTHING);
    } else if (seen.seq() <= board.seq()) {
      joinAt(watcher, seen.seq());
    } else {
      askStore(watcher, seen);
    }
  }

  /** The client has seen more than this board has: the board lags, or the store was rolled back. The store knows. */
  private void askStore(Watcher watcher, Position seen) {
    follower.askNow().onComplete(answer -> {
      if (watcher.seen != seen || watcher.closingSince > 0 || watcher.place < 0) {
        return; // it wants something else by now
      }
      boolean rolledBack = answer.succeeded() && follower.board().seq() < seen.seq();
      joinAt(watcher, rolledBack ? Watcher.SHOWN_NOTHING : seen.seq());
    });
  }

  /** In one turn of the loop: into the feed it wants, and shown what is new to it. Nothing can be missed in between. */
  private void joinAt(Watcher watcher, long position) {
    Board board = follower.board();
    Feed feed = board.feedToWatch(watcher.wanted);
    if (feed.watchers().size() == 0) {
      feed.flush().skipTo(board.seq());
    }
    feed.watchers().add(watcher);
    watcher.feed = feed;
    watcher.wanted = feed.key();
    watcher.seen = null;
    watcher.position = Watcher.SHOWN_NOTHING;
    if (!watcher.isWritable()) {
      return; // and then everything, once it drains
    }
    watcher.position = Math.max(position, board.seq());
    try {
      if (position == Watcher.SHOWN_NOTHING) {
        watcher.dialect().showAll(watcher, feed, watcher.position);
      } else {
        watcher.write(watcher.dialect().resume(feed, watcher.gen(), position, watcher.position));
      }
    } catch (RuntimeException | OutOfDirectMemoryError trouble) {
      log.error("a watcher cannot be shown its totals, and is disconnected", trouble);
      watcher.drop();
    }
  }

  /** Takes a watcher out of its feed; it stays connected. */
  void leave(Watcher watcher) {
    if (watcher.feed != null) {
      watcher.feed.watchers().remove(watcher);
      follower.board().forgetUnwatched(watcher.feed);
      watcher.feed = null;
    }
  }

  /** A watcher's socket takes more again: it is brought up to date, if flushes have passed it by. */
  void drained(Watcher watcher) {
    watcher.stalledSince = 0;
    if (watcher.feed != null && watcher.position < watcher.feed.flush().to()) {
      watcher.feed.flush().catchUp(watcher);
    }
  }

  /** What a watcher has seen, which grows on quiet feeds too. */
  long positionOf(Watcher watcher) {
    boolean upToDate = watcher.feed != null && watcher.position >= watcher.feed.lastSeq();
    return upToDate ? Math.max(watcher.position, follower.board().seq()) : watcher.position;
  }
}

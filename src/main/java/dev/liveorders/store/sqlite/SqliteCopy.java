package dev.liveorders.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies one snapshot of a database to a file, a step at a time. After each step it rests as long as the step took,
 * so that a server which writes to the same disk has at least half of it; and it syncs as it goes, so that no commit
 * waits behind a heap of our unwritten pages. Blocks.
 */
final class SqliteCopy {
  private static final int STEP_PAGES = 256;
  private static final int STEPS_PER_SYNC = 16;
  private static final long MAX_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final FileChannel target;
  private long steps;
  private long stepEnded;
  private IOException unwritable;

  private SqliteCopy(FileChannel target) {
    this.target = target;
  }

  /**
   * Copies.
   *
   * @param source inside a read transaction, which is the snapshot: it is never begun anew, whatever is written
   *     meanwhile
   * @param target an empty file
   */
  static void run(SqliteSession source, Path target) throws SQLException, IOException {
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      SqliteCopy copy = new SqliteCopy(channel);
      copy.stepEnded = System.nanoTime();
      source.copyTo(target, STEP_PAGES, copy::afterStep);
      channel.force(true);
      if (copy.unwritable != null) {
        throw copy.unwritable;
      }
    }
  }

  private void afterStep() {
    try {
      if (++steps % STEPS_PER_SYNC == 0) {
        target.force(false);
      }
    } catch (IOException failed) {
      unwritable = failed;
    }
    LockSupport.parkNanos(Math.min(System.nanoTime() - stepEnded, MAX_REST_NANOS));
    stepEnded = System.nanoTime();
  }
}

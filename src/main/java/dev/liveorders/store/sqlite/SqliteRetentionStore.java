package dev.liveorders.store.sqlite;

import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.RetentionStore;
import io.vertx.core.Future;
import java.util.Optional;

/** The end of single orders in a store file, in the turns of its store. */
record SqliteRetentionStore(SqliteOrderStore store) implements RetentionStore {
  @Override
  public Future<Outcome> fold(Slice slice, int keepDays) {
    return write(session -> SqliteRetention.fold(session, slice, keepDays));
  }

  @Override
  public Future<Outcome> forget(Slice slice, int days) {
    return write(session -> SqliteRemembered.forget(session, slice, days));
  }

  @Override
  public Future<Boolean> shrink(int pages) {
    return write(session -> SqliteFreePages.giveBack(session, pages));
  }

  /** Carries out a slice, which is no commit of the ledger; should it be lost, the next pass over the table does it. */
  private <T> Future<T> write(SqliteDatabase.Work<T> work) {
    return store
        .write(session -> new Written<>(work.run(session), Optional.empty()))
        .map(Written::answer);
  }
}

package dev.liveorders.store.postgres;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.Scope;
import dev.liveorders.model.SecretHash;
import dev.liveorders.store.AccessKeyStore;
import dev.liveorders.store.Rejections;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of {@link AccessKeyStore}: each call is one statement. Confined to the store's event loop. */
final class PostgresKeys {
  private static final String VERSION = "select version from access_version";

  /** One row at least, so that the version comes with it. */
  private static final String ALL = """
      select v.version, k.id, k.name, k.scopes, k.created_at, k.expires_at, k.used_on, k.hash
        from access_version v left join access_keys k on true
       order by k.created_at, k.id""";

  /** A repeat of a call whose answer was lost finds the key that the first attempt added. */
  private static final String ADD = """
      with added as (
        insert into access_keys (id, name, scopes, created_at, expires_at, hash)
        select $1, $2, $3, $4, $5, $6 where (select count(*) from access_keys) < $7
            on conflict do nothing returning id),
      moved as (
        update access_version set version = version + 1 where exists (select from added))
      select exists (select from added) or exists (select from access_keys where id = $1) as there,
             exists (select from access_keys where name = $2) as taken""";

  private static final String REMOVE = """
      with removed as (
        delete from access_keys where id = $1 returning id)
      update access_version set version = version + 1 where exists (select from removed)""";

  private static final String USED =
      "update access_keys set used_on = $1 where id = any($2) and (used_on is null or used_on < $1)";

  private final PostgresRetries calls;

  PostgresKeys(PostgresRetries calls) {
    this.calls = calls;
  }

  Future<Long> version() {
    return calls.call(VERSION, Tuple.tuple()).map(rows -> rows.iterator().next().getLong(0));
  }

  Future<AccessKeys> all() {
    return calls.call(ALL, Tuple.tuple()).map(PostgresKeys::read);
  }

  private static AccessKeys read(RowSet<Row> rows) {
    List<AccessKey> keys = new ArrayList<>();
    long version = 0;
    for (Row row : rows) {
      version = row.getLong("version");
      if (row.getString("id") != null) {
        keys.add(key(row));
      }
    }
    return new AccessKeys(version, keys);
  }

  private static AccessKey key(Row row) {
    return new AccessKey(
        row.getString("id"),
        row.getString("name"),
        Scope.parse(row.getString("scopes")),
        row.getOffsetDateTime("created_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("expires_at")).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getLocalDate("used_on")),
        SecretHash.of(row.getBuffer("hash").getBytes()));
  }

  Future<Void> add(AccessKey key) {
    Tuple arguments = Tuple.of(
        key.id(),
        key.name(),
        Scope.format(key.scopes()),
        time(key.created()),
        key.expires().map(PostgresKeys::time).orElse(null),
        Buffer.buffer(key.hash().bytes()));
    arguments.addLong((long) AccessKeys.MAX);
    return calls.repeatable(ADD, arguments, arguments).recover(calls::explained).compose(answer -> {
      if (answer.row().getBoolean("there")) {
        return Future.succeededFuture();
      }
      return Future.failedFuture(
          answer.row().getBoolean("taken")
              ? Rejections.keyNameTaken(key)
              : Rejections.tooManyKeys());
    });
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  Future<AccessKey> remove(String nameOrId) {
    return all().compose(keys -> keys.find(nameOrId)
        .map(this::remove)
        .orElseGet(() -> Future.failedFuture(Rejections.unknownKey(nameOrId))));
  }

  private Future<AccessKey> remove(AccessKey key) {
    Tuple arguments = Tuple.of(key.id());
    return calls
        .repeatable(REMOVE, arguments, arguments)
        .recover(calls::explained)
        .map(key);
  }

  Future<Void> used(Set<String> ids, LocalDate day) {
    Tuple arguments = Tuple.of(day).addArrayOfString(ids.toArray(String[]::new));
    return calls.call(USED, arguments).mapEmpty();
  }
}

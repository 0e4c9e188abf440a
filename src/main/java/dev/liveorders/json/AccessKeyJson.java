package dev.liveorders.json;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.Scope;
import dev.liveorders.model.SecretHash;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Keys as JSON, for this machine only: {@code
 * {"version":2,"keys":[{"id":"7kq2m9x0ab","name":"web-shop","scopes":"orders",
 * "created":"2026-01-01T00:00:00Z","expires":…,"lastUsed":"2026-01-02","hash":"<64 hex digits>"}]}}.
 */
public final class AccessKeyJson {
  private AccessKeyJson() {}

  /**
   * Reads all keys.
   *
   * @throws InvalidFieldsException when they are none
   */
  public static AccessKeys readAll(JsonObject json) {
    try {
      List<AccessKey> keys = json.getJsonArray("keys", new JsonArray()).stream()
          .map(key -> read((JsonObject) key))
          .toList();
      return new AccessKeys(json.getLong("version"), keys);
    } catch (ClassCastException | NullPointerException invalid) {
      throw new InvalidFieldsException("keys", "are not {version, keys}");
    }
  }

  public static JsonObject writeAll(AccessKeys keys) {
    JsonArray array = new JsonArray();
    keys.keys().forEach(key -> array.add(write(key)));
    return new JsonObject().put("version", keys.version()).put("keys", array);
  }

  /**
   * Reads one.
   *
   * @throws InvalidFieldsException when it is none
   */
  public static AccessKey read(JsonObject json) {
    try {
      return new AccessKey(
          json.getString("id"),
          json.getString("name"),
          Scope.parse(json.getString("scopes")),
          Instant.parse(json.getString("created")),
          Optional.ofNullable(json.getString("expires")).map(Instant::parse),
          Optional.ofNullable(json.getString("lastUsed")).map(LocalDate::parse),
          SecretHash.ofHex(json.getString("hash")));
    } catch (IllegalArgumentException
        | DateTimeException
        | ClassCastException
        | NullPointerException invalid) {
      throw new InvalidFieldsException("key", "is none: " + invalid.getMessage());
    }
  }

  public static JsonObject write(AccessKey key) {
    JsonObject json = new JsonObject()
        .put("id", key.id())
        .put("name", key.name())
        .put("scopes", Scope.format(key.scopes()))
        .put("created", key.created().toString());
    key.expires().ifPresent(end -> json.put("expires", end.toString()));
    key.lastUsed().ifPresent(day -> json.put("lastUsed", day.toString()));
    return json.put("hash", key.hash().hex());
  }
}

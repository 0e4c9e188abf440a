package dev.liveorders.kit;

import dev.liveorders.json.AccessKeyJson;
import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of a node, scripted: what the OrdersVerticle would read from its store. */
public final class Keys {
  private final Vertx vertx;
  private final List<AccessKey> keys = new ArrayList<>();
  private long version;

  public Keys(Vertx vertx) {
    this.vertx = vertx;
    vertx
        .eventBus()
        .localConsumer(
            "live-orders.keys.read", request -> request.reply(AccessKeyJson.writeAll(all())));
  }

  private AccessKeys all() {
    return new AccessKeys(version, keys);
  }

  /** Adds a key, and returns what its owner has. */
  public KeyText add(String name, Scope... scopes) {
    return add(name, Optional.empty(), scopes);
  }

  public KeyText add(String name, Optional<Instant> expires, Scope... scopes) {
    KeyText text = KeyText.random();
    keys.add(AccessKey.of(text, name, Set.of(scopes), Instant.now(), expires));
    publish();
    return text;
  }

  public void remove(String name) {
    keys.removeIf(key -> key.name().equals(name));
    publish();
  }

  private void publish() {
    version++;
    vertx.eventBus().publish("live-orders.keys", AccessKeyJson.writeAll(all()));
  }

  /** The header by which a key is shown. */
  public static String header(KeyText key) {
    return "Authorization: Bearer " + key.reveal();
  }
}

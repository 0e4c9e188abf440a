package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.control.ControlClient;
import dev.liveorders.json.AccessKeyJson;
import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreInUseException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The keys of a store, for commands. A SQLite store that a server has open is changed by that server, every other by
 * the command itself.
 */
interface KeyRegister {
  AccessKeys list() throws Exception;

  void add(AccessKey key) throws Exception;

  AccessKey remove(String nameOrId) throws Exception;

  /** The work of a command. */
  interface Work<T> {
    T run(KeyRegister keys) throws Exception;
  }

  /** A server that starts or stops has its store locked, and cannot be asked, for no longer than this. */
  Duration TIMEOUT = Duration.ofSeconds(10);

  Duration RETRY_DELAY = Duration.ofMillis(200);

  /**
   * Runs {@code work}.
   *
   * @param make whether the store is made when there is none
   */
  static <T> T run(AppConfig.Store config, boolean make, Work<T> work) throws Exception {
    Optional<Path> file = OrderStores.file(config);
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        return file.isPresent() && OfServer.isThere(file.get())
            ? work.run(new OfServer(file.get()))
            : OfStore.run(config, make, work);
      } catch (StoreInUseException busy) {
        if (System.nanoTime() > deadline) {
          throw busy;
        }
        Thread.sleep(RETRY_DELAY.toMillis());
      }
    }
  }

  /** Asks the server that has the store open. */
  record OfServer(Path store) implements KeyRegister {
    static boolean isThere(Path store) {
      return ControlClient.ask(store, command("ping")).isPresent();
    }

    private static JsonObject command(String name) {
      return new JsonObject().put("cmd", name);
    }

    private JsonObject ask(JsonObject command) {
      return ControlClient.ask(store, command)
          .orElseThrow(() -> new StoreInUseException("the server that had the store " + store
              + " open has stopped; run the command again"));
    }

    @Override
    public AccessKeys list() {
      return AccessKeyJson.readAll(ask(command("key list")));
    }

    @Override
    public void add(AccessKey key) {
      ask(command("key add").put("key", AccessKeyJson.write(key)));
    }

    @Override
    public AccessKey remove(String nameOrId) {
      return AccessKeyJson.read(ask(command("key remove").put("key", nameOrId)));
    }
  }

  /** Uses the store itself. */
  record OfStore(OrderStore store) implements KeyRegister {
    /** As the only one, or else together with nodes that share it. */
    static <T> T run(AppConfig.Store config, boolean make, Work<T> work) throws Exception {
      return StoreTool.share(config, make, store -> work.run(new OfStore(store)));
    }

    @Override
    public AccessKeys list() throws Exception {
      return StoreTool.await(store.keys());
    }

    @Override
    public void add(AccessKey key) throws Exception {
      StoreTool.await(store.addKey(key));
    }

    @Override
    public AccessKey remove(String nameOrId) throws Exception {
      return StoreTool.await(store.removeKey(nameOrId));
    }
  }
}

package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import dev.liveorders.model.AccessKey;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import dev.liveorders.store.OrderStores;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code key add}: makes a key, and shows it this once. The key alone goes to standard output. */
@Command(
    name = "add",
    description = {
      "Makes a key and prints it, once: the store has only its hash.",
      "Clients send it as Authorization: Bearer KEY."
    },
    mixinStandardHelpOptions = true)
final class KeyAddCommand implements Callable<Integer> {
  @ParentCommand
  private KeyCommand keys;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Name of the key: who will use it, as web-shop.")
  private String name;

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "SCOPES",
      description = {
        "What it may, with commas between:",
        "orders: place orders",
        "catalogue: add and change products and categories",
        "reports: read single orders",
        "admin: all that, and see the figures of a node"
      })
  private String scopes;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "Time until it ends to be valid: 90d, or with s, m, h, w; never when left out.")
  private String expires;

  @Override
  public Integer call() throws Exception {
    KeyText text = KeyText.random();
    AccessKey key = key(text, Instant.now());
    AppConfig.Store store = keys.store();
    KeyRegister.run(store, true, register -> {
      register.add(key);
      return key;
    });
    PrintWriter out = spec.commandLine().getOut();
    out.println(text.reveal());
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.println("the key " + key.label() + " for " + Scope.format(key.scopes()) + ", valid "
        + key.expires().map(end -> "until " + end).orElse("for ever") + ", is in "
        + OrderStores.describe(store)
        + "; keep it, it is never shown again, and send it as Authorization: Bearer");
    err.flush();
    return 0;
  }

  private AccessKey key(KeyText text, Instant now) {
    try {
      Optional<Instant> end = Optional.ofNullable(expires).map(Lifetime::parse).map(now::plus);
      return AccessKey.of(text, name, Scope.parse(scopes), now, end);
    } catch (IllegalArgumentException invalid) {
      throw new ConfigException(List.of("key add: " + invalid.getMessage()));
    }
  }
}

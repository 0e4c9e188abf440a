package dev.liveorders.app;

import dev.liveorders.kit.PostgresServer.Tenant;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The commands for one store in this JVM, beside servers that have it open: a process would cost a second of a core for
 * each.
 */
public final class StoreCommands {
  private final Path conf;

  private StoreCommands(Path folder, JsonObject store) throws IOException {
    this.conf = Files.writeString(
        folder.resolve("commands.json"), new JsonObject().put("store", store).encode());
  }

  /** Those for the store of servers that run in a folder. */
  public static StoreCommands in(Path folder) throws IOException {
    Path file = folder.resolve("data/live-orders.db");
    return new StoreCommands(folder, new JsonObject().put("url", "sqlite:" + file));
  }

  /** Those for a store in PostgreSQL; the folder is for their configuration. */
  public static StoreCommands in(Path folder, Tenant tenant) throws IOException {
    return in(folder, tenant.url(), tenant.password());
  }

  /** Those for a store at an address. */
  public static StoreCommands in(Path folder, String url, String password) throws IOException {
    return new StoreCommands(folder, new JsonObject().put("url", url).put("password", password));
  }

  /** What a command said, on either stream, and its exit code. */
  public record Ran(int code, List<String> lines) {}

  /** Runs a command with its arguments. */
  public Ran run(String... arguments) {
    String[] all = Stream.concat(Stream.of("-conf", conf.toString()), Stream.of(arguments))
        .toArray(String[]::new);
    StringWriter terminal = new StringWriter();
    PrintWriter said = new PrintWriter(terminal, true);
    int code = Main.commandLine(all).setOut(said).setErr(said).execute(all);
    return new Ran(code, terminal.toString().lines().toList());
  }

  /** Runs {@code key add} and returns the key. */
  public String addKey(String name, String scopes, String... more) {
    String[] arguments = Stream.concat(
            Stream.of("key", "add", name, "--scope", scopes), Stream.of(more))
        .toArray(String[]::new);
    Ran ran = run(arguments);
    if (ran.code() != 0) {
      throw new AssertionError(ran.lines());
    }
    return ran.lines().get(0);
  }
}

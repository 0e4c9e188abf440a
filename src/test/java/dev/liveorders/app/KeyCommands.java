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
 * The commands {@code key} of one store in this JVM, beside servers that have it open: a process would cost a second of
 * a core for each.
 */
public final class KeyCommands {
  private final Path conf;

  private KeyCommands(Path folder, JsonObject store) throws IOException {
    this.conf = Files.writeString(
        folder.resolve("keys.json"), new JsonObject().put("store", store).encode());
  }

  /** Those for the store of servers that run in a folder. */
  public static KeyCommands in(Path folder) throws IOException {
    Path file = folder.resolve("data/live-orders.db");
    return new KeyCommands(folder, new JsonObject().put("url", "sqlite:" + file));
  }

  /** Those for a store in PostgreSQL; the folder is for their configuration. */
  public static KeyCommands in(Path folder, Tenant tenant) throws IOException {
    return new KeyCommands(
        folder, new JsonObject().put("url", tenant.url()).put("password", tenant.password()));
  }

  /** What a command said, on either stream, and its exit code. */
  public record Ran(int code, List<String> lines) {}

  /** Runs {@code key} with these arguments. */
  public Ran run(String... arguments) {
    String[] all = Stream.concat(Stream.of("-conf", conf.toString(), "key"), Stream.of(arguments))
        .toArray(String[]::new);
    StringWriter terminal = new StringWriter();
    PrintWriter said = new PrintWriter(terminal, true);
    int code = Main.commandLine(all).setOut(said).setErr(said).execute(all);
    return new Ran(code, terminal.toString().lines().toList());
  }

  /** Runs {@code key add} and returns the key. */
  public String add(String name, String scopes, String... more) {
    String[] arguments = Stream.concat(Stream.of("add", name, "--scope", scopes), Stream.of(more))
        .toArray(String[]::new);
    Ran ran = run(arguments);
    if (ran.code() != 0) {
      throw new AssertionError(ran.lines());
    }
    return ran.lines().get(0);
  }
}

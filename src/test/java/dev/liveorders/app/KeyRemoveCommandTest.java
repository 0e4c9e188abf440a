package dev.liveorders.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code key remove} says of a store that has no key left. */
class KeyRemoveCommandTest {
  @TempDir
  Path folder;

  @Test
  void withoutKeysAServerIsClosed() throws Exception {
    assertThat(removeLastKey(false)).contains("no key is left: nobody may place orders");
  }

  @Test
  void withoutKeysAServerThatOthersGuardIsOpen() throws Exception {
    assertThat(removeLastKey(true))
        .contains("no key is left: as access.open is true, whoever reaches the server may")
        .doesNotContain("nobody");
  }

  private String removeLastKey(boolean open) throws Exception {
    JsonObject config = new JsonObject()
        .put("store", new JsonObject().put("url", "sqlite:" + folder.resolve("orders.db")))
        .put("access", new JsonObject().put("open", open));
    Path conf = Files.writeString(folder.resolve("conf.json"), config.encode());
    StringWriter said = new StringWriter();
    run(conf, said, "key", "add", "web-shop", "--scope", "orders");
    run(conf, said, "key", "remove", "web-shop");
    return said.toString();
  }

  private static void run(Path conf, StringWriter said, String... words) {
    PrintWriter out = new PrintWriter(said, true);
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "-conf";
    all[words.length + 1] = conf.toString();
    assertThat(Main.commandLine(all).setOut(out).setErr(out).execute(all)).isZero();
  }
}

package dev.liveorders.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.ConfigException;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.config.TransportChoice;
import dev.liveorders.kit.FreePort;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** The command line as far as it opens nothing: what is wrong with a configuration, in lines and by the exit code. */
class MainTest {
  private static final int WRONG_CONFIGURATION = 2;

  @TempDir
  Path folder;

  private final StringWriter terminal = new StringWriter();

  private int run(String json, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(
        List.of("-conf", Files.writeString(folder.resolve("conf.json"), json).toString()));
    arguments.addAll(List.of(more));
    PrintWriter said = new PrintWriter(terminal, true);
    String[] all = arguments.toArray(String[]::new);
    return Main.commandLine(all).setOut(said).setErr(said).execute(all);
  }

  private List<String> lines() {
    return terminal.toString().lines().toList();
  }

  @Test
  void everyFaultOfTheKeysOfTokensHasALine() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "5".repeat(48));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("{\"access\":{\"read\":\"token\",\"tokenJwksFile\":\"missing.json\","
            + "\"tokenSecretFile\":\"secret\"}}"))
        .isEqualTo(WRONG_CONFIGURATION);
    assertThat(lines()).hasSize(2);
    assertThat(terminal.toString())
        .contains("access.tokenJwksFile: ", "does not exist", "chmod 600")
        .doesNotContain("5555");
  }

  @Test
  void tokensNeedKeysToVerifyThemWith() throws Exception {
    assertThat(run("{\"access\":{\"read\":\"token\"}}")).isEqualTo(WRONG_CONFIGURATION);
    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("access.read: token needs keys to verify tokens with");
  }

  @Test
  void aClusterBeyondThisMachineNeedsASecretAndTheMessageSaysHowToMakeIt() throws Exception {
    assertThat(run("{\"cluster\":{\"members\":[\"192.0.2.7\"]}}", "-cluster"))
        .isEqualTo(WRONG_CONFIGURATION);
    assertThat(lines()).singleElement().asString().satisfies(line -> assertThat(line)
        .startsWith("cluster.secret: is empty, and cluster.members 192.0.2.7 leads beyond")
        .contains("openssl rand -base64 32", "cluster.secretFile", "LIVE_ORDERS_CLUSTER_SECRET"));
  }

  @Test
  void theCommandLineIsBlamedForItsOwnFaults() throws Exception {
    assertThat(run("{}", "-instances", "999")).isEqualTo(WRONG_CONFIGURATION);
    assertThat(run("{}", "-instances", "999", "check-config")).isEqualTo(WRONG_CONFIGURATION);
    String line = "http.instances: 999 is not an integer from 0 to 256 (from the command line)";
    assertThat(lines()).containsExactly(line, line);
  }

  @Test
  void aCatalogueThatIsNotThereIsNamedByItsPath() throws Exception {
    assertThat(run("{\"catalogue\":{\"file\":\"catalogue.json\"}}", "check-config"))
        .isEqualTo(WRONG_CONFIGURATION);
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("catalogue.file: " + folder.resolve("catalogue.json") + " does not exist");
  }

  @Test
  void theConfigurationThatIsShownIsJsonForPrograms() throws Exception {
    StringWriter json = new StringWriter();
    String conf = Files.writeString(folder.resolve("conf.json"), "{\"http\":{\"port\":4711}}")
        .toString();
    int status = Main.commandLine("check-config", "-conf", conf)
        .setOut(new PrintWriter(json))
        .setErr(new PrintWriter(terminal))
        .execute("check-config", "-conf", conf);
    assertThat(status).isZero();
    assertThat(new JsonObject(json.toString()).getJsonObject("http").getInteger("port"))
        .isEqualTo(4711);
    assertThat(terminal.toString()).contains("http.port comes from", "the catalogue has");
  }

  @Test
  void helpNamesOptionsAndCommands() throws Exception {
    assertThat(run("{}", "--help")).isZero();
    assertThat(terminal.toString())
        .contains("-conf", "-instances", "check-config", "new-epoch", "bench");
  }

  @Test
  void helpBreaksNoNameOfAKey() {
    assertThat(helpOf(Main.commandLine("--help")))
        .hasSizeGreaterThan(20)
        .allSatisfy(help -> assertThat(help).doesNotContainPattern("[a-z]\\.\\R {4,}[a-z]"));
  }

  private static List<String> helpOf(CommandLine command) {
    List<String> all = new ArrayList<>(List.of(command.getUsageMessage()));
    command.getSubcommands().values().forEach(each -> all.addAll(helpOf(each)));
    return all;
  }

  @Test
  void aCommandThatIsNotKnownIsToldThoseThatAre() throws Exception {
    assertThat(run("{}", "chek-config")).isEqualTo(WRONG_CONFIGURATION);
    assertThat(terminal.toString()).contains("chek-config", "Did you mean", "check-config");
  }

  /** None of them is meant by a word that is only a little like it, and some do what cannot be undone. */
  @ParameterizedTest
  @CsvSource({
    "start, 'and without a command it serves'",
    "help, restore",
    "bench nothing, flash-sale",
  })
  void aWordThatIsNoSlipIsToldAllThereIs(String arguments, String told) throws Exception {
    assertThat(run("{}", arguments.split(" "))).isEqualTo(WRONG_CONFIGURATION);
    assertThat(terminal.toString()).contains("known are", told).doesNotContain("Did you mean");
  }

  @Test
  void anOptionThatIsNotKnownIsToldWhereSettingsStand() throws Exception {
    assertThat(run("{}", "--port", "3001")).isEqualTo(WRONG_CONFIGURATION);
    assertThat(lines()).hasSize(2);
    assertThat(terminal.toString()).contains("--port", "-conf", "LIVE_ORDERS_HTTP_PORT=3001");
  }

  @ParameterizedTest
  @CsvSource({
    "add,web-shop,--scope,root,",
    "add,web shop,--scope,orders,",
    "add,web-shop,--scope,orders,--expires=soon"
  })
  void wrongWordsForAKeyAreOneLine(ArgumentsAccessor words) throws Exception {
    List<String> command =
        words.toList().stream().filter(Objects::nonNull).map(Object::toString).toList();
    assertThat(run("{}", Stream.concat(Stream.of("key"), command.stream()).toArray(String[]::new)))
        .isEqualTo(WRONG_CONFIGURATION);
    assertThat(lines()).singleElement().asString().startsWith("key add: ");
  }

  @Test
  void keysOfAStoreThatIsNotThereAreNotListedNorIsItMade() throws Exception {
    String store = "{\"store\":{\"url\":\"sqlite:" + folder.resolve("none.db") + "\"}}";
    assertThat(run(store, "key", "list")).isEqualTo(Main.COULD_NOT_START);
    assertThat(lines()).singleElement().asString().contains("there is no store");
    assertThat(folder.resolve("none.db")).doesNotExist();
  }

  @Test
  void everyFaultOfAConfigurationHasALine() throws Exception {
    assertThat(run("{\"http\":{\"prot\":1},\"live\":{\"pingMillis\":\"often\"},\"shop\":{}}"))
        .isEqualTo(WRONG_CONFIGURATION);
    assertThat(lines()).hasSize(3);
    assertThat(terminal.toString()).contains("http.prot", "live.pingMillis", "shop");
  }

  @Test
  void aClusterBeyondThisMachineIsAcceptedWithASecretInAFile() throws Exception {
    Path secret = Files.writeString(
        Files.createFile(
            folder.resolve("secret"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))),
        "5Qv8Zk2rWm7xLp4nTb9cHd6sJg3fYe1a\n");
    assertThat(run(
            "{\"cluster\":{\"members\":[\"192.0.2.7\"],\"secretFile\":\"" + secret + "\"}}",
            "-cluster",
            "check-config"))
        .isZero();
    assertThat(terminal.toString()).contains("192.0.2.7").doesNotContain("5Qv8Zk2r");
  }

  @ParameterizedTest
  @CsvSource({
    "http, 192.0.2.1",
    "http, no-such-host.invalid",
    "management, 192.0.2.1",
    "management, no-such-host.invalid"
  })
  void anAddressThatIsNotOfThisMachineIsNamedWithItsKey(String listener, String host)
      throws Exception {
    Map<String, Object> json = new HashMap<>(Map.of("http", Map.of("port", 0)));
    json.put(listener, Map.of("host", host, "port", FreePort.find()));
    var config = ConfigReader.fromJson(json);
    assertThatThrownBy(() -> ListenAddress.check(config))
        .isInstanceOfSatisfying(ConfigException.class, fault -> assertThat(fault.faults())
            .singleElement()
            .asString()
            .startsWith(listener + ".host: " + host)
            .contains("localhost"));
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportChoice.class,
      names = {"EPOLL", "NIO"})
  @EnabledOnOs(OS.LINUX)
  void theTransportIsTheOneThatWasAskedFor(TransportChoice choice) {
    assertThat(Transports.named(choice).name()).isEqualTo(choice.toString());
  }
}

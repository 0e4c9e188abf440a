package dev.liveorders.live.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.model.OfferedWindows;
import dev.liveorders.model.Position;
import dev.liveorders.model.Window;
import dev.liveorders.model.WindowSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {
  private static final String SEEN = "\"epoch\":\"b7b7b7b7b7b7b7b7\",\"since\":42";

  @Test
  void aCategoryIsNamedWithOrWithoutItsProducts() {
    assertThat(category("\"category\":\"electronics\"")).isEqualTo(Subscription.to("electronics"));
    assertThat(category("\"category\":\"electronics\",\"ids\":null"))
        .isEqualTo(Subscription.to("electronics"));
    assertThat(category("\"category\":\"electronics\",\"ids\":[\"A2\",\"A1\"]"))
        .isEqualTo(Subscription.to("electronics", List.of("A1", "A2")));
  }

  @Test
  void productsAreNamedOrAllAreWatched() {
    assertThat(watch("\"ids\":[\"A1\",\"B7\"]", false))
        .isEqualTo(Subscription.toProducts(List.of("A1", "B7")));
    assertThat(watch("\"ids\":[\"\",\"SKU/1\",\" \",\"a,b\"]", false))
        .isEqualTo(Subscription.toProducts(List.of("SKU/1", "a,b")));
    assertThat(watch("", true)).isEqualTo(Subscription.toAll());
  }

  @Test
  void thePositionThatTheClientHasSeenIsResumed() {
    assertThat(category("\"category\":\"electronics\"," + SEEN).seen())
        .isEqualTo(Position.parse("b7b7b7b7b7b7b7b7-42"))
        .isPresent();
    assertThat(watch(SEEN, true).seen()).isPresent();
    assertThat(watch(SEEN.replace("42", "\"42\""), true).seen()).isEmpty();
    assertThat(watch(SEEN.replace("42", "4.2"), true).seen()).isEmpty();
  }

  @Test
  void aTokenIsReadAndNotShown() {
    Command command = Command.parse(
        "{\"cmd\":\"token\",\"payload\":{\"token\":\"s3cret\"}}", false, OfferedWindows.ALL);
    assertThat(command).isEqualTo(new Command.Renew("s3cret"));
    assertThat(command.toString()).doesNotContain("s3cret");
  }

  @Test
  void aByteOrderMarkIsSkippedOnce() {
    String command = "{\"cmd\":\"watch\",\"payload\":{}}";
    assertThat(Command.parse('\uFEFF' + command, true, OfferedWindows.ALL))
        .isEqualTo(new Command.Watch(Subscription.toAll()));
    assertThatThrownBy(() -> Command.parse("\uFEFF\uFEFF" + command, true, OfferedWindows.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is not JSON");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"cmd\":7,\"payload\":{}} | cmd \"7\" is neither \"update-category\" nor \"watch\" nor \"token\"",
        "{\"cmd\":\"stop\"} | cmd \"stop\" is neither \"update-category\" nor \"watch\" nor \"token\"",
        "[] | is neither \"update-category\" nor \"watch\" nor \"token\"",
        "{\"cmd\" | is not JSON",
        "{\"cmd\":{}} | cmd \"{}\" is neither",
        "{\"cmd\":\"token\",\"payload\":{\"token\":7}} | payload.token is not a string",
        "{\"cmd\":\"token\"} | payload.token is not a string",
        "{\"cmd\":\"update-category\",\"payload\":{}} | payload.category is not a string",
        "{\"cmd\":\"watch\"} | payload is not an object",
        "{\"cmd\":\"watch\",\"payload\":{}} | payload.ids is missing",
        "{\"cmd\":\"watch\",\"payload\":{\"ids\":null}} | is not a list of strings",
        "{\"cmd\":\"watch\",\"payload\":{\"ids\":{}}} | is not a list of strings",
        "{\"cmd\":\"watch\",\"payload\":{\"ids\":\"A1\"}} | payload.ids \"A1\" is not a list of strings",
        "{\"cmd\":\"watch\",\"payload\":{\"ids\":[\" \"]}} | ids names no product",
        "{\"cmd\":\"watch\",\"payload\":{\"ids\":[7]}} | , which is not a string",
        "{\"cmd\":\"watch\",\"payload\":{\"ids\":[\"A1\"],\"windows\":[\"2h\"]}} | \"2h\" is none of the windows",
        "{\"cmd\":\"watch\",\"payload\":{\"ids\":[\"A1\"],\"windows\":[7]}} | payload.windows has",
        "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"a\",\"windows\":{}}} | \"{}\" is not a list of strings"
      })
  void whatIsNoCommandIsNamed(String text, String fault) {
    assertThatThrownBy(() -> Command.parse(text, false, OfferedWindows.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void windowsAreAListOrATextAndNullIsNone() {
    Subscription wanted = category("\"category\":\"a\",\"windows\":[\"24h\",\"1h\",\"24h\"]");
    assertThat(wanted.key().orElseThrow().windows())
        .isEqualTo(WindowSet.of(List.of(Window.LAST_HOUR, Window.LAST_24_HOURS)));
    assertThat(category("\"category\":\"a\",\"windows\":\" 1h,,24h\"")).isEqualTo(wanted);
    assertThat(category("\"category\":\"a\",\"windows\":null")).isEqualTo(Subscription.to("a"));
    assertThat(watch("\"windows\":[]", true)).isEqualTo(Subscription.toAll());
  }

  @Test
  void anEmptyTextIsNoCommand() {
    assertThatThrownBy(() -> Command.parse("", true, OfferedWindows.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is neither");
  }

  @Test
  void whatFollowsACommandIsNotRead() {
    for (String rest : List.of(" ", "\0", "}", " {}")) {
      assertThat(
              Command.parse("{\"cmd\":\"watch\",\"payload\":{}}" + rest, true, OfferedWindows.ALL))
          .isEqualTo(new Command.Watch(Subscription.toAll()));
    }
  }

  @Test
  void deepNestingIsRejectedWhereAThreadHasLittleStack() throws InterruptedException {
    String deep = "{\"a\":".repeat(999) + "1" + "}".repeat(999);
    List<String> faults = new ArrayList<>();
    for (String text : List.of(
        "{\"cmd\":" + deep + "}", "{\"cmd\":\"watch\",\"payload\":{\"ids\":[" + deep + "]}}")) {
      Thread thread = new Thread(
          null,
          () -> {
            try {
              Command.parse(text, true, OfferedWindows.ALL);
            } catch (IllegalArgumentException e) {
              faults.add(e.getMessage());
            }
          },
          "small",
          256 * 1024);
      thread.start();
      thread.join();
    }
    assertThat(faults).hasSize(2).allSatisfy(fault -> assertThat(fault)
        .contains("nested deeper than 32 levels"));
  }

  private static Subscription category(String payload) {
    return parse("{\"cmd\":\"update-category\",\"payload\":{" + payload + "}}", false);
  }

  private static Subscription watch(String payload, boolean watchAll) {
    return parse("{\"cmd\":\"watch\",\"payload\":{" + payload + "}}", watchAll);
  }

  private static Subscription parse(String text, boolean watchAll) {
    return ((Command.Watch) Command.parse(text, watchAll, OfferedWindows.ALL)).subscription();
  }
}

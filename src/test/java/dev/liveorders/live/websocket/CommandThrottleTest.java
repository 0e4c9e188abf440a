package dev.liveorders.live.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.wire.WireFormat;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limits of one socket, on the clock of its channel's event loop, which stands still unless a test moves it. */
class CommandThrottleTest {
  private static final Pattern SNAPSHOT =
      Pattern.compile("\"type\":\"snapshot\",.*?\"category\":\"(\\w+)\"");

  @RegisterExtension
  final ScriptedBoard board = new ScriptedBoard();

  private boolean hungUp;
  private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter()) {
    @Override
    public boolean isActive() {
      return !hungUp && super.isActive();
    }
  };

  private WebSocketWatcher watcher;
  private CommandThrottle throttle;

  @BeforeEach
  void admit() {
    channel.freezeTime();
    channel.advanceTimeBy(700, TimeUnit.MILLISECONDS);
    board.ask(this::admit);
    shown();
  }

  private Hub admit(Hub hub) {
    watcher = new WebSocketWatcher(hub, channel.pipeline().firstContext(), WireFormat.V1, null);
    hub.admit(watcher, new Admission(Subscription.to("garden"), ReadRights.OPEN));
    throttle = new CommandThrottle(watcher);
    return hub;
  }

  @Test
  void tenSwitchesASecondAreCarriedOutAndOfFurtherOnesTheNewest() {
    switchTo("electronics", 9);
    switchTo("confectionery", 1);
    assertThat(shown()).hasSize(10).endsWith("electronics", "confectionery");

    switchTo("confectionery", 2);
    switchTo("electronics", 1);
    pass(999);
    assertThat(shown()).isEmpty();

    pass(1);
    assertThat(shown()).containsExactly("electronics");
  }

  @Test
  void theOneThatWaitedIsTheFirstOfItsSecond() {
    switchTo("electronics", 11);
    pass(1_000);
    shown();

    switchTo("electronics", 10);
    assertThat(shown()).hasSize(9);
    pass(1_000);
    assertThat(shown()).as("the tenth, which waited again").hasSize(1);
  }

  @Test
  void aSwitchOfTheNextSecondTakesThePlaceOfTheOneThatWaits() {
    switchTo("electronics", 11);
    shown();

    channel.advanceTimeBy(1, TimeUnit.SECONDS); // the loop is busy, and has not carried it out
    switchTo("confectionery", 1);
    assertThat(shown()).containsExactly("confectionery");

    pass(0);
    assertThat(shown()).isEmpty();
  }

  @Test
  void aSecondBeginsWithTheFirstSwitchAfterTheLastOne() {
    pass(2_500);
    switchTo("electronics", 11);
    shown();

    pass(999);
    assertThat(shown()).isEmpty();
    pass(1);
    assertThat(shown()).hasSize(1);
  }

  @Test
  void whoIsClosedMeanwhileIsShownNothingAndReadToItsEnd() {
    switchTo("electronics", 11);
    count(CommandThrottle.MAX_MESSAGES + 1, true, 0);
    shown();
    onLoop(() -> {
      watcher.close(CloseReason.BINARY);
      return watcher;
    });
    pass(1_000);

    assertThat(shown()).isEmpty();
    assertThat(channel.config().isAutoRead())
        .as("the answer to the close is read")
        .isTrue();
  }

  @Test
  void whoHasHungUpMeanwhileIsNotSubscribed() {
    switchTo("electronics", 11);
    shown();
    hungUp = true;
    pass(1_000);

    assertThat(shown()).isEmpty();
  }

  @Test
  void behindAHundredMessagesNothingIsReadUntilTheSecondIsOver() {
    count(CommandThrottle.MAX_MESSAGES, true, 0);
    assertThat(channel.config().isAutoRead()).isTrue();
    count(1, true, 0);
    assertThat(channel.config().isAutoRead()).isFalse();

    pass(999);
    assertThat(channel.config().isAutoRead()).isFalse();
    pass(1);
    assertThat(channel.config().isAutoRead()).isTrue();
    count(CommandThrottle.MAX_MESSAGES, true, 0);
    assertThat(channel.config().isAutoRead()).as("another second").isTrue();
  }

  @Test
  void fragmentsAreNoMessages() {
    count(2 * CommandThrottle.MAX_MESSAGES, false, 0);

    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void behindTooManyBytesNothingIsReadUntilTheSecondIsOver() {
    int half = CommandThrottle.MAX_BYTES / 2 - CommandThrottle.FRAME_BYTES;
    count(2, false, half);
    assertThat(channel.config().isAutoRead()).isTrue();
    count(1, false, 0);
    assertThat(channel.config().isAutoRead()).as("an empty frame is work, too").isFalse();

    pass(1_000);
    count(2, false, half);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void aLimitThatIsPassedTwiceWakesOnce() {
    count(CommandThrottle.MAX_MESSAGES + 1, true, 0);
    switchTo("electronics", 11);
    shown();

    pass(1_000);
    assertThat(shown()).hasSize(1);
    count(CommandThrottle.MAX_MESSAGES + 1, true, 0);
    pass(0);
    assertThat(channel.config().isAutoRead()).as("until this second is over").isFalse();
  }

  @Test
  void twoTokensASecondAreRead() {
    assertThat(List.of(mayRead(), mayRead(), mayRead())).containsExactly(true, true, false);
    pass(999);
    assertThat(mayRead()).isFalse();
    pass(1);
    assertThat(List.of(mayRead(), mayRead(), mayRead())).containsExactly(true, true, false);
  }

  private void switchTo(String category, int times) {
    onLoop(() -> {
      for (int i = 0; i < times; i++) {
        throttle.subscribe(Subscription.to(category));
      }
      return times;
    });
  }

  private void count(int frames, boolean last, int length) {
    onLoop(() -> {
      for (int i = 0; i < frames; i++) {
        throttle.count(last, length);
      }
      return frames;
    });
  }

  private boolean mayRead() {
    return onLoop(throttle::mayRead);
  }

  /** Lets time pass, and the channel's event loop do what is due by then. */
  private void pass(long millis) {
    onLoop(() -> {
      channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
      channel.runPendingTasks();
      return millis;
    });
  }

  /** The categories of the snapshots that were written since this was last asked. */
  private List<String> shown() {
    return onLoop(() -> {
      List<String> categories = new ArrayList<>();
      for (Object written = channel.readOutbound();
          written != null;
          written = channel.readOutbound()) {
        if (written instanceof ByteBuf bytes) {
          Matcher snapshot = SNAPSHOT.matcher(bytes.toString(StandardCharsets.UTF_8));
          if (snapshot.find()) {
            categories.add(snapshot.group(1));
          }
        }
        ReferenceCountUtil.release(written);
      }
      return categories;
    });
  }

  /** Runs on the event loop of the hub, as what belongs to a channel does. */
  private <T> T onLoop(Supplier<T> action) {
    return board.ask(hub -> action.get());
  }
}

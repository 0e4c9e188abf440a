package dev.liveorders.live.websocket;

import static dev.liveorders.live.board.Commits.CONFECTIONERY;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.GARDEN;
import static dev.liveorders.live.board.Commits.garden;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.model.CategoryName;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a socket is shown while a switch of its waits for the next second, and how that is counted. The channel's clock
 * stands still unless a test moves it.
 */
class WaitingSwitchTest {
  private static final Pattern SNAPSHOT =
      Pattern.compile("\"type\":\"snapshot\",\"(?:category|ids)\":(\\S+?),\"gen\":(\\d+)");

  @RegisterExtension
  final ScriptedBoard board = new ScriptedBoard();

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<String> shown = new ArrayList<>();
  private boolean closed;

  /** Of a new token. */
  private volatile ReadRights renewed;

  @BeforeEach
  void admit() {
    channel.freezeTime();
    board.ask(hub -> {
      hub.readTokensBy(token -> renewed);
      return admit(hub);
    });
  }

  private Hub admit(Hub hub) {
    channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
    WebSocketWatcher watcher =
        new WebSocketWatcher(hub, channel.pipeline().firstContext(), WireFormat.V1, null);
    channel.pipeline().addLast(new WebSocketFrameHandler(watcher, ScriptedBoard.MAX_COMMAND_BYTES));
    hub.admit(watcher, new Admission(Subscription.to("confectionery"), ReadRights.ALL));
    return hub;
  }

  @Test
  void aSnapshotOfTheOldFeedHasTheCountOfItsOwnSwitch() {
    switchTo(9, "electronics");
    switchTo(1, "garden");
    switchTo(1, "confectionery");

    board.publish(garden(6));
    awaitShown("\"garden\" 10", 2);
    assertThat(last()).as("of the category that came to be meanwhile").isEqualTo("\"garden\" 10");

    pass();
    assertThat(last()).isEqualTo("\"confectionery\" 11");
  }

  @Test
  void whatIsPassedOverIsCounted() {
    switchTo(10, "electronics");
    switchTo(3, "garden");
    switchTo(1, "confectionery");
    pass();

    assertThat(shown()).endsWith("\"electronics\" 10", "\"confectionery\" 14");
  }

  @Test
  void aSwitchToProductsIsCountedLikeOneToACategory() {
    switchTo(10, "electronics");
    command("{\"cmd\":\"watch\",\"payload\":{\"ids\":[\"A1\",\"B1\"]}}");
    assertThat(last()).isEqualTo("\"electronics\" 10");
    pass();

    assertThat(last()).isEqualTo("[\"A1\",\"B1\"] 11");
  }

  @Test
  void aTokenThatGrantsOtherProductsShowsNoneOfTheOldFeedAnew() {
    command("{\"cmd\":\"watch\",\"payload\":{\"ids\":[\"A1\",\"B1\"]}}");
    switchTo(8, "electronics");
    command("{\"cmd\":\"watch\",\"payload\":{\"ids\":[\"A1\",\"B1\"]}}");
    switchTo(1, "confectionery");
    int before = shown().size();
    renew(CONFECTIONERY);
    assertThat(shown()).hasSize(before);

    pass();
    assertThat(shown()).hasSize(before + 1).endsWith("\"confectionery\" 11");
  }

  @Test
  void aTokenThatGrantsOnlyWhatWaitsEndsTheOldFeedAndNotTheSocket() {
    switchTo(10, "electronics");
    switchTo(1, "confectionery");
    renew(CONFECTIONERY);
    board.publish(products(6, product("A3", ELECTRONICS, 0, 6)));
    board.awaitSeq(6);
    assertThat(last()).isEqualTo("\"electronics\" 10");

    pass();
    assertThat(last()).isEqualTo("\"confectionery\" 11");
    assertThat(closed).isFalse();
  }

  @Test
  void aTokenThatDoesNotGrantWhatWaitsClosesTheSocketWhenThatIsDue() {
    switchTo(10, "electronics");
    switchTo(1, "confectionery");
    renew(GARDEN);
    shown();
    assertThat(closed).isFalse();

    pass();
    assertThat(last()).isEqualTo("\"electronics\" 10");
    assertThat(closed).isTrue();
  }

  private void switchTo(int times, String category) {
    for (int i = 0; i < times; i++) {
      command("{\"cmd\":\"update-category\",\"payload\":{\"category\":\"" + category + "\"}}");
    }
  }

  private void renew(CategoryName... categories) {
    renewed = ReadRights.to(Arrays.asList(categories), Long.MAX_VALUE);
    command("{\"cmd\":\"token\",\"payload\":{\"token\":\"another\"}}");
  }

  /** Has the socket read a message. */
  private void command(String text) {
    board.ask(hub -> channel.writeInbound(new TextWebSocketFrame(text)));
  }

  /** Lets a second pass. */
  private void pass() {
    board.ask(hub -> {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runPendingTasks();
      return hub;
    });
  }

  private void awaitShown(String snapshot, int times) {
    Await.until(
        times + " of " + snapshot,
        () -> shown().stream().filter(snapshot::equals).count() == times);
  }

  private String last() {
    List<String> all = shown();
    return all.get(all.size() - 1);
  }

  /** What all snapshots so far were of, each with its count. */
  private List<String> shown() {
    return board.ask(hub -> {
      for (Object written = channel.readOutbound();
          written != null;
          written = channel.readOutbound()) {
        closed |= written instanceof CloseWebSocketFrame;
        if (written instanceof ByteBuf bytes) {
          Matcher snapshot = SNAPSHOT.matcher(bytes.toString(StandardCharsets.UTF_8));
          if (snapshot.find()) {
            shown.add(snapshot.group(1) + " " + snapshot.group(2));
          }
        }
        ReferenceCountUtil.release(written);
      }
      return List.copyOf(shown);
    });
  }
}

package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.CONFECTIONERY;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rights let watchers watch, and what they are told of them. */
class SubscriptionRightsTest extends SubscriptionsFixture {
  private static final Subscription ELECTRONIC = Subscription.to("electronics");
  private static final Subscription SWEET = Subscription.to("confectionery");
  private static final String EXPIRES = "{\"type\":\"token\",\"expiresInMillis\":";
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final RecordingWatcher watcher = v1();

  @BeforeEach
  void haveABoard() {
    follow();
  }

  private static ReadRights inAnHour() {
    return ReadRights.toAll(System.currentTimeMillis() + HOUR);
  }

  private static ReadRights toElectronics() {
    return ReadRights.to(List.of(ELECTRONICS), Long.MAX_VALUE);
  }

  private void renew(RecordingWatcher renewed, ReadRights rights) {
    run(() -> subscriptions.renew(renewed, rights));
  }

  private String last() {
    return watcher.texts.get(watcher.texts.size() - 1);
  }

  @Test
  void whoseRightsExpireIsToldWhenBehindItsTotals() {
    watch(watcher, ELECTRONIC, inAnHour());

    assertThat(watcher.texts).hasSize(2);
    assertThat(last()).startsWith(EXPIRES);
    long left = Long.parseLong(last().replaceAll("\\D", ""));
    assertThat(left).isBetween(HOUR - Await.TIMEOUT.toMillis(), HOUR);
  }

  @Test
  void rightsThatHaveExpiredLastNoTimeAndNotLess() {
    watch(watcher, ELECTRONIC, ReadRights.toAll(System.currentTimeMillis() - HOUR));

    assertThat(last()).isEqualTo(EXPIRES + "0}");
  }

  @Test
  void nothingIsToldOfRightsThatDoNotExpire() {
    watch(watcher, ELECTRONIC, ReadRights.ALL);

    assertThat(watcher.texts).singleElement().asString().contains("\"type\":\"snapshot\"");
  }

  @Test
  void nothingIsToldWhoIsClosedOrFullOrHasNoWordsForIt() {
    RecordingWatcher full = v1();
    full.writable = false;
    watch(full, ELECTRONIC, inAnHour());
    assertThat(full.writes).isZero();

    RecordingWatcher plain = new RecordingWatcher();
    watch(plain, ELECTRONIC, inAnHour());
    assertThat(plain.writes).isOne();

    watch(watcher, ELECTRONIC, ReadRights.ALL);
    run(() -> watcher.startClosing(Hub.now()));
    renew(watcher, inAnHour());
    assertThat(watcher.writes).isOne();
  }

  @Test
  void whatIsNotGrantedClosesTheConnectionWithoutAWord() {
    watch(watcher, SWEET, toElectronics());

    assertThat(watcher.closedFor).isSameAs(DisconnectReason.NOT_GRANTED);
    assertThat(watcher.writes).isZero();
    assertThat(watched(SWEET)).isNull();
  }

  @Test
  void aSwitchToWhatIsNotGrantedLeavesTheFeedOfBefore() {
    watch(watcher, ELECTRONIC, toElectronics());
    change(watcher, SWEET);

    assertThat(watcher.closedFor).isSameAs(DisconnectReason.NOT_GRANTED);
    assertThat(watched(ELECTRONIC)).isNull();
  }

  @Test
  void whoRenewsTheSameRightsIsShownNothingAgain() {
    watch(watcher, ELECTRONIC, toElectronics());
    renew(watcher, ReadRights.to(List.of(ELECTRONICS), System.currentTimeMillis() + HOUR));

    assertThat(watcher.texts).hasSize(2);
    assertThat(last()).startsWith(EXPIRES);
  }

  @Test
  void whoRenewsOtherRightsIsShownWhatTheyGrantOfAllItWants() {
    watch(watcher, Subscription.toAll(), toElectronics());
    assertThat(last()).contains("\"A1\"").doesNotContain("\"B1\"");

    renew(watcher, ReadRights.to(List.of(ELECTRONICS, CONFECTIONERY), Long.MAX_VALUE));
    assertThat(watcher.texts).hasSize(2);
    assertThat(last()).contains("\"A1\"", "\"B1\"");
  }

  @Test
  void whoRenewsRightsThatDoNotGrantWhatItWatchesIsClosed() {
    watch(watcher, SWEET, ReadRights.ALL);
    renew(watcher, toElectronics());

    assertThat(watcher.closedFor).isSameAs(DisconnectReason.NOT_GRANTED);
  }

  @Test
  void whoWatchesNothingMayRenewItsRights() {
    watch(watcher, Subscription.to("No Name"), ReadRights.ALL);
    renew(watcher, inAnHour());

    assertThat(watcher.texts).hasSize(2);
    assertThat(last()).startsWith(EXPIRES);
  }

  @Test
  void theRightsOfWhoIsDisconnectedAreForgotten() {
    watch(watcher, ELECTRONIC, toElectronics());
    run(() -> subscriptions.forget(watcher));
    assertThat(watched(ELECTRONIC)).isNull();

    change(watcher, SWEET);
    assertThat(watcher.closedFor).as("as one without rights of its own").isNull();
  }

  @Test
  void afterAStopNobodysRightsEnd() {
    RecordingWatcher witness = v1();
    ReadRights soon = ReadRights.toAll(System.currentTimeMillis() + 20);
    WatcherRights others = onLoop(this::rights);
    run(
        () -> { // in one turn, between which and the next they may end
          watchers.add(watcher);
          subscriptions.admit(watcher, new Admission(ELECTRONIC, soon));
          subscriptions.stop();
          others.grant(witness, soon);
        });

    Await.until("another's end", () -> onLoop(() -> witness.closedFor != null));
    assertThat(watcher.closedFor).isNull();
  }
}

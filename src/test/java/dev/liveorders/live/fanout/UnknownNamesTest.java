package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.LogCapture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that no category can have, asked for by sockets that do not read. */
class UnknownNamesTest extends SubscriptionsFixture {
  private final RecordingWatcher watcher = v1();

  /** Has the watcher ask for some names while its socket is full. */
  private void ask(String... names) {
    follow();
    watcher.writable = false;
    watch(watcher, Subscription.to("electronics"));
    List.of(names).forEach(name -> change(watcher, Subscription.to(name)));
  }

  private void drain() {
    run(() -> {
      watcher.writable = true;
      subscriptions.drained(watcher, Hub.now());
    });
  }

  @Test
  void whoDoesNotReadIsWrittenNothingHoweverOftenItAsks() {
    ask("{0", "{1", "{2", "{3", "{4", "{5", "{6", "{7", "{8", "{9");
    assertThat(watcher.writes).isZero();

    drain();
    drain();
    assertThat(watcher.texts)
        .as("the newest, once")
        .singleElement()
        .asString()
        .contains("\"category\":\"{9\"", "\"unknown\":true", "\"seq\":5");
  }

  @Test
  void whoAsksForSomethingElseMeanwhileIsNotTold() {
    ask("{");
    change(watcher, Subscription.to("confectionery"));
    drain();
    assertThat(watcher.writes).isZero();
  }

  @Test
  void whoIsClosedMeanwhileIsNotTold() {
    ask("{");
    run(() -> subscriptions.unsubscribe(watcher));
    drain();
    assertThat(watcher.writes).isZero();
  }

  @Test
  void whoCannotBeToldIsDroppedWithALine() {
    ask("{");
    watcher.encodeFailure = FlushSchedulerFixture.outOfDirectMemory();
    WatcherFailures.beginAnew();
    try (LogCapture log = new LogCapture()) {
      drain();
      assertThat(log.messages()).singleElement().asString().contains("told of an unknown name");
    }
    assertThat(watcher.dropped).isTrue();
  }
}

package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.live.board.FeedKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  @Test
  void theOrderOfIdsAndTheirRepetitionMakeNoOtherFeed() {
    assertThat(Subscription.toProducts(List.of("B7", "A10", "A2", "B7")).key())
        .isEqualTo(Subscription.toProducts(List.of("A2", "B7", "A10")).key());
    assertThat(Subscription.to("electronics", List.of("A10", "A2")).key())
        .isEqualTo(Subscription.to("electronics", List.of("A2", "A10", "A2")).key());
  }

  @Test
  void keysOfEveryKindHaveAnOrderSoThatEachIsFoundAgain() {
    List<FeedKey> keys = new ArrayList<>();
    keys.add(FeedKey.ALL);
    for (String category : List.of("toys", "electronics")) {
      keys.add(Subscription.to(category).key().orElseThrow());
      keys.add(Subscription.to(category, List.of("A1")).key().orElseThrow());
      keys.add(Subscription.to(category, List.of("A1", "A2")).key().orElseThrow());
    }
    for (String[] ids : new String[][] {{"A1"}, {"A1", "A2"}, {"A1", "A10"}, {"A2"}}) {
      keys.add(Subscription.toProducts(List.of(ids)).key().orElseThrow());
    }
    TreeMap<FeedKey, Integer> places = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      places.put(keys.get(i), i);
    }
    Collections.shuffle(keys);

    assertThat(places).hasSize(keys.size());
    assertThat(keys).allMatch(places::containsKey);
  }

  @Test
  void tooManyIdsAreNamedWithTheLimitAndTheRemedy() {
    List<String> ids = IntStream.rangeClosed(1, 201).mapToObj(i -> "A" + i).toList();
    assertThatThrownBy(() -> Subscription.toProducts(ids))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("201 ids are more than 200; watch the rest over another connection");
    assertThatThrownBy(() -> Subscription.to("electronics", ids.subList(0, 51)))
        .hasMessage("51 ids are more than 50; watch the whole category instead");
    assertThatThrownBy(() -> Subscription.toProducts(List.of()))
        .hasMessage("ids names no product; leave it out to watch all");
  }
}

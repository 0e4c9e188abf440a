package dev.liveorders.store;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How keys are kept. */
interface AccessKeyContract extends OrderStoreFixture {
  private static AccessKey key(String name, Instant created, Scope... scopes) {
    return AccessKey.of(KeyText.random(), name, Set.of(scopes), created, Optional.empty());
  }

  private AccessKeys keys() {
    return await(store().keys());
  }

  @Test
  default void aNewStoreHasNoKeyAndNeverHadOne() {
    assertThat(keys()).isEqualTo(AccessKeys.NONE);
    assertThat(await(store().keysVersion())).isZero();
  }

  @Test
  default void keysAreKeptWithAllThatIsKnownOfThem() {
    Instant now = Instant.now();
    AccessKey shop = AccessKey.of(
        KeyText.random(),
        "web-shop",
        Set.of(Scope.ORDERS, Scope.CATALOGUE),
        now,
        Optional.of(now.plusSeconds(90)));
    AccessKey boss = key("boss", now.plusMillis(1), Scope.ADMIN);
    await(store().addKey(shop));
    await(store().addKey(boss));
    assertThat(keys().keys()).containsExactly(shop, boss);
    assertThat(keys().version()).isEqualTo(2).isEqualTo(await(store().keysVersion()));
    AccessKeys before = keys();
    assertThat(await(reopened().keys())).isEqualTo(before);
  }

  @Test
  default void aKeyIsRemovedByNameOrById() {
    AccessKey one = key("one", Instant.now(), Scope.ORDERS);
    AccessKey two = key("two", Instant.now().plusMillis(1), Scope.REPORTS);
    await(store().addKey(one));
    await(store().addKey(two));
    assertThat(await(store().removeKey("one"))).isEqualTo(one);
    assertThat(await(store().removeKey(two.id()))).isEqualTo(two);
    assertThat(keys().keys()).isEmpty();
    assertThat(await(store().keysVersion())).isEqualTo(4);
    assertRejected(store().removeKey("one"), Rejection.INVALID, "\"one\"", "key list");
    assertThat(await(store().keysVersion())).isEqualTo(4);
  }

  @Test
  default void aNameIsGivenOnce() {
    AccessKey first = key("web-shop", Instant.now(), Scope.ORDERS);
    await(store().addKey(first));
    AccessKey second = key("web-shop", Instant.now(), Scope.ADMIN);
    assertRejected(store().addKey(second), Rejection.INVALID, "web-shop", "remove it first");
    assertThat(keys()).isEqualTo(new AccessKeys(1, List.of(first)));
  }

  @Test
  default void thereAreNoMoreKeysThanEveryNodeCanKnow() {
    Instant now = Instant.now();
    for (int i = 0; i < AccessKeys.MAX; i++) {
      await(store().addKey(key("key-" + i, now.plusMillis(i), Scope.ORDERS)));
    }
    AccessKey oneMore = key("one-more", now, Scope.ORDERS);
    assertRejected(store().addKey(oneMore), Rejection.INVALID, "1000", "remove");
    await(store().removeKey("key-7"));
    await(store().addKey(oneMore));
    assertThat(keys().keys()).hasSize(AccessKeys.MAX).contains(oneMore);
  }

  @Test
  default void theDayOfTheLastUseOnlyGoesForwardAndIsNoChangeOfTheKeys() {
    AccessKey used = key("used", Instant.now(), Scope.ORDERS);
    AccessKey idle = key("idle", Instant.now().plusMillis(1), Scope.ORDERS);
    await(store().addKey(used));
    await(store().addKey(idle));
    LocalDate day = LocalDate.of(2030, 2, 28);
    await(store().keysUsed(Set.of(used.id(), "0123456789"), day));
    await(store().keysUsed(Set.of(used.id()), day.minusDays(1)));
    assertThat(keys().find("used").orElseThrow().lastUsed()).contains(day);
    assertThat(keys().find("idle").orElseThrow().lastUsed()).isEmpty();
    await(store().keysUsed(Set.of(used.id()), day.plusDays(1)));
    assertThat(keys().find("used").orElseThrow().lastUsed()).contains(day.plusDays(1));
    assertThat(await(store().keysVersion())).isEqualTo(2);
  }
}

package dev.liveorders.app;

import static dev.liveorders.model.Scope.ADMIN;
import static dev.liveorders.model.Scope.CATALOGUE;
import static dev.liveorders.model.Scope.ORDERS;
import static dev.liveorders.model.Scope.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The line of the log on who may do what, as a server starts. */
class KeyHoldersTest {
  private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");

  private final AccessKey shop = key("web-shop", ORDERS);
  private final AccessKey office = key("office", CATALOGUE, REPORTS);
  private final AccessKey owner = key("owner", ADMIN);

  private static AccessKey key(String name, Scope... scopes) {
    return key(name, Optional.empty(), scopes);
  }

  private static AccessKey key(String name, Optional<Instant> expires, Scope... scopes) {
    return AccessKey.of(KeyText.random(), name, Set.of(scopes), NOW.minusSeconds(9), expires);
  }

  private static KeyHolders holders(AccessKey... keys) {
    return new KeyHolders(new AccessKeys(keys.length, List.copyOf(Arrays.asList(keys))), NOW);
  }

  @Test
  void theOnlyKeyMayWhatItsScopesSay() {
    assertThat(holders(shop).describe())
        .isEqualTo("who has the key may place orders, and nobody may change products");
    assertThat(holders(office).describe())
        .isEqualTo("nobody may place orders, and who has the key may change products");
    assertThat(holders(owner).describe())
        .isEqualTo("who has the key may place orders and change products");
    assertThat(holders(key("reader", REPORTS)).describe())
        .isEqualTo("nobody may place orders or change products");
  }

  @Test
  void oneOfSeveralIsNamed() {
    assertThat(holders(shop, office).describe())
        .isEqualTo("who has the key " + shop.label() + " may place orders, and who has the key "
            + office.label() + " may change products");
    assertThat(holders(shop, office, owner).describe())
        .isEqualTo(
            "who has one of 2 keys may place orders, and who has one of 2 keys may change products");
  }

  @Test
  void whatHasExpiredAllowsNothing() {
    AccessKey expired = key("old", Optional.of(NOW), ADMIN);
    assertThat(holders(shop, expired).describe())
        .isEqualTo("who has the key may place orders, and nobody may change products");
    assertThat(holders(shop, expired).lack(CATALOGUE)).isTrue();
    assertThat(holders(shop, expired).lack(ORDERS)).isFalse();
    assertThat(holders(expired).lack(ORDERS)).isTrue();
    assertThat(holders(expired).freeName("web-shop")).isEqualTo("web-shop");
    assertThat(holders(expired, key("old-2", ORDERS)).freeName("old")).isEqualTo("old-3");
  }
}

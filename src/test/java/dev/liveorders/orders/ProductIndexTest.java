package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Commits;
import dev.liveorders.model.ProductId;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProductIndexTest {
  private static final ProductId A1 = new ProductId("A1");
  private static final ProductId B1 = new ProductId("B1");

  private final ProductIndex index = new ProductIndex();

  @Test
  void withoutProductsThereIsNoneToChoose() {
    assertThat(index.any(new Random(1))).isEmpty();
    assertThat(index.category(A1)).isEmpty();
    assertThat(index.isWithin(Set.of())).isTrue();
  }

  @Test
  void aProductThatChangesIsNoOtherProduct() {
    index.apply(Commits.products(
        7,
        Commits.product("A1", Commits.ELECTRONICS, 0, 7),
        Commits.product("B1", Commits.CONFECTIONERY, 0, 7)));
    for (int seq = 8; seq < 20; seq++) {
      index.apply(Commits.products(seq, Commits.product("A1", Commits.ELECTRONICS, 1, seq)));
    }

    assertThat(index.category(B1)).contains(Commits.CONFECTIONERY);
    assertThat(index.isWithin(Set.of(A1, B1))).isTrue();
    assertThat(index.isWithin(Set.of(A1))).isFalse();
    Random random = new Random(1);
    assertThat(Stream.generate(() -> index.any(random).orElseThrow()).limit(100))
        .filteredOn(B1::equals)
        .as("as often as the other, seed 1")
        .hasSizeBetween(30, 70);
  }
}

package dev.liveorders.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void numbersInsideAreComparedAsNumbers() {
    assertThat(sorted("A10", "A2", "B1", "A1")).containsExactly("A1", "A2", "A10", "B1");
    assertThat(sorted("x2y10", "x10y1", "x2y9")).containsExactly("x2y9", "x2y10", "x10y1");
    assertThat(sorted("A99999999999999999999", "A100000000000000000000", "A5"))
        .containsExactly("A5", "A99999999999999999999", "A100000000000000000000");
  }

  @Test
  void whatDiffersOnlyInLeadingZerosOrCaseIsStillInOrder() {
    assertThat(sorted("A1", "A01", "A001", "A2")).endsWith("A2").doesNotHaveDuplicates();
    assertThat(NaturalOrder.compare("A1", "a1")).isNegative();
    assertThat(NaturalOrder.compare("A", "A1")).isNegative();
    assertThat(NaturalOrder.compare("", "A")).isNegative();
  }

  @Test
  void itIsATotalOrderConsistentWithEquals() {
    Random random = new Random(42);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      StringBuilder id = new StringBuilder();
      for (int length = random.nextInt(5); length >= 0; length--) {
        id.append("A0192a.".charAt(random.nextInt(7)));
      }
      ids.add(id.toString());
    }
    for (String a : ids) {
      for (String b : ids) {
        int ab = Integer.signum(NaturalOrder.compare(a, b));
        assertThat(Integer.signum(NaturalOrder.compare(b, a))).as("%s %s", a, b).isEqualTo(-ab);
        assertThat(ab == 0).as("%s %s", a, b).isEqualTo(a.equals(b));
        for (String c : ids) {
          if (ab < 0 && NaturalOrder.compare(b, c) < 0) {
            assertThat(NaturalOrder.compare(a, c)).as("%s %s %s", a, b, c).isNegative();
          }
        }
      }
    }
  }

  private static List<String> sorted(String... ids) {
    List<String> sorted = new ArrayList<>(List.of(ids));
    sorted.sort(NaturalOrder::compare);
    return sorted;
  }
}

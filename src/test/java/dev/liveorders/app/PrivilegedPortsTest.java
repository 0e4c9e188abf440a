package dev.liveorders.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Ports that a user may not have, told from those that others have. */
class PrivilegedPortsTest {
  private static final IntPredicate NONE = port -> false;
  private static final IntPredicate ALL_BUT_80 = port -> port != 80;

  @Test
  void aPortBelowTheFirstFreeOneIsDeniedToWhoCanHaveNoneOfThem() {
    assertThat(new PrivilegedPorts(1_024, NONE).isDenied(80)).isTrue();
  }

  @Test
  void whoCanHaveAnyOfThemFindsOneInUse() {
    assertThat(new PrivilegedPorts(1_024, ALL_BUT_80).isDenied(80)).isFalse();
  }

  @Test
  void whatEveryUserMayHaveIsInUse() {
    assertThat(new PrivilegedPorts(1_024, NONE).isDenied(3_000)).isFalse();
    assertThat(new PrivilegedPorts(80, NONE).isDenied(80)).isFalse();
  }
}

package dev.liveorders.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much is rehearsed where the configuration does not say it. */
class EnoughRequestsTest {
  @Test
  void aJvmWithProfilesNeedsFewer() {
    assertThat(EnoughRequests.of(true, 1)).isEqualTo(100);
    assertThat(EnoughRequests.of(true, 8)).isEqualTo(400);
  }

  @Test
  void withoutThemASingleCoreNeedsMost() {
    assertThat(EnoughRequests.of(false, 1)).isEqualTo(1_000);
    assertThat(EnoughRequests.of(false, 2)).isEqualTo(700);
  }

  @Test
  void theJvmOfTheTestsHasNoProfiles() {
    assertThat(EnoughRequests.ofThisJvm())
        .isEqualTo(EnoughRequests.of(false, Runtime.getRuntime().availableProcessors()));
  }
}

package dev.liveorders.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures by which a process learns that it may open no more files, whatever their language. */
class DescriptorShortageTest {
  /** The numbers are those of errno(3). */
  @ParameterizedTest
  @CsvSource({"24, true", "23, true", "104, false", "32, false"})
  @EnabledOnOs(OS.LINUX)
  void aNativeTransportTellsItByTheNumberOfTheError(int errno, boolean shortage) {
    assertThat(Epoll.isAvailable()).as("what names errors is loaded").isTrue();
    assertThat(DescriptorShortage.isCauseOf(new Errors.NativeIoException("accept", -errno)))
        .isEqualTo(shortage);
  }

  @Test
  void whileFilesCanBeOpenedNoTextMakesAFailureOne() {
    assertThat(DescriptorShortage.isCauseOf(new IOException("Too many open files")))
        .isFalse();
    assertThat(DescriptorShortage.isCauseOf(new ConnectException("refused"))).isFalse();
    assertThat(DescriptorShortage.isCauseOf(new IllegalStateException())).isFalse();
  }
}

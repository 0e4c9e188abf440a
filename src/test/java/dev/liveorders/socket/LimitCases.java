package dev.liveorders.socket;

import static dev.liveorders.kit.RawSocket.CONTINUATION;
import static dev.liveorders.kit.RawSocket.PING;
import static dev.liveorders.kit.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are larger than {@code live.maxCommandBytes} (RFC 6455 section 10.4; Autobahn 9). */
abstract class LimitCases extends SocketCases {
  private static final int MAX_BYTES = MAX_COMMAND_BYTES;

  LimitCases(TestNode server) {
    super(server);
  }

  @ParameterizedTest
  @ValueSource(ints = {MAX_BYTES + 1, 65_535, 65_536, 100_000})
  void aFrameThatIsTooLargeIsClosedWith1009(int length) throws Exception {
    expectClose(1009, text(new byte[length]));
  }

  @ParameterizedTest
  @CsvSource({"16,16385", "64,65536", "64,4294967296", "64,9223372036854775807"})
  void aFrameIsTooLargeBeforeItHasCome(int form, long length) throws Exception {
    expectClose(1009, header(FINAL | TEXT, form, length));
    expectClose(1009, frame(TEXT, utf8("{")), header(FINAL | CONTINUATION, form, length));
  }

  @Test
  void whoSendsAFrameOfMegabytesToItsEndIsToldWhatWasWrong() throws Exception {
    try (RawSocket socket = open()) {
      socket.write(text(new byte[8 << 20]));
      expectCloseOf(socket, 1009);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 96, 4_096})
  void fragmentsThatAreTooLargeTogetherAreClosedWith1009(int last) throws Exception {
    try (RawSocket socket = open()) {
      int sent = 1_000;
      socket.sendFragment(TEXT, commandOf(sent));
      for (; sent + 1_000 <= MAX_BYTES; sent += 1_000) {
        socket.sendFragment(CONTINUATION, new byte[1_000]);
      }
      socket.sendFragment(CONTINUATION, new byte[MAX_BYTES - sent]);
      expectOpen(socket);
      socket.sendFragment(CONTINUATION, new byte[last]);
      expectCloseOf(socket, 1009);
    }
  }

  @Test
  void whatIsTooLargeInFragmentsMayBeSentToItsEnd() throws Exception {
    try (RawSocket socket = open()) {
      socket.sendFragment(TEXT, new byte[MAX_BYTES]);
      for (int i = 0; i < 20; i++) {
        socket.sendFragment(CONTINUATION, new byte[MAX_BYTES]);
      }
      socket.send(CONTINUATION, new byte[MAX_BYTES]);
      expectCloseOf(socket, 1009);
    }
  }

  @Test
  void aBinaryFrameThatIsTooLargeIsTooLarge() throws Exception {
    expectClose(1009, frame(FINAL | RawSocket.BINARY, new byte[MAX_BYTES + 1]));
  }

  @Test
  void controlFramesDoNotCountAsPartsOfAMessage() throws Exception {
    try (RawSocket socket = open()) {
      byte[] command = commandOf(MAX_BYTES);
      socket.sendFragment(TEXT, java.util.Arrays.copyOf(command, MAX_BYTES - 1));
      for (int i = 0; i < 20; i++) {
        socket.send(PING, new byte[125]);
        assertThat(socket.read().payload()).hasSize(125);
      }
      socket.send(CONTINUATION, new byte[] {command[MAX_BYTES - 1]});
      expectAnswer(socket);
    }
  }
}

package dev.liveorders.socket;

import static dev.liveorders.kit.RawSocket.CONTINUATION;
import static dev.liveorders.kit.RawSocket.PING;
import static dev.liveorders.kit.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in several frames (RFC 6455 section 5.4; Autobahn 5 and 10). */
abstract class FragmentationCases extends SocketCases {
  FragmentationCases(TestNode server) {
    super(server);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 32, 63})
  void aMessageMayComeInFragmentsOfAnySize(int size) throws Exception {
    try (RawSocket socket = open()) {
      sendInFragments(socket, utf8(COMMAND), size);
      expectAnswer(socket);
      expectOpen(socket);
    }
  }

  private static void sendInFragments(RawSocket socket, byte[] message, int size) throws Exception {
    for (int i = 0; i < message.length; i += size) {
      int end = Math.min(i + size, message.length);
      int first = (i == 0 ? TEXT : CONTINUATION) | (end == message.length ? FINAL : 0);
      socket.write(frame(first, Arrays.copyOfRange(message, i, end)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 256, 1_000, 4_095})
  void aMessageOfTheLargestSizeMayComeInFragments(int size) throws Exception {
    try (RawSocket socket = open()) {
      sendInFragments(socket, commandOf(MAX_COMMAND_BYTES), size);
      expectAnswer(socket);
    }
  }

  @Test
  void allFragmentsMayComeInOneSegmentAndAnotherMessageBehind() throws Exception {
    byte[] command = utf8(COMMAND);
    byte[] message = join(
        frame(TEXT, Arrays.copyOf(command, 9)),
        frame(CONTINUATION, Arrays.copyOfRange(command, 9, 20)),
        frame(FINAL | CONTINUATION, Arrays.copyOfRange(command, 20, command.length)));
    try (RawSocket socket = open()) {
      socket.write(join(message, text(command), message));
      expectAnswer(socket);
      expectAnswer(socket);
      expectAnswer(socket);
    }
  }

  @Test
  void emptyFragmentsAreFragments() throws Exception {
    try (RawSocket socket = open()) {
      socket.sendFragment(TEXT, new byte[0]);
      socket.sendFragment(CONTINUATION, new byte[0]);
      socket.sendFragment(CONTINUATION, utf8(COMMAND));
      socket.sendFragment(CONTINUATION, new byte[0]);
      socket.send(CONTINUATION, new byte[0]);
      expectAnswer(socket);
    }
  }

  @Test
  void aMessageOfEmptyFragmentsIsAnEmptyMessage() throws Exception {
    try (RawSocket socket = open()) {
      socket.sendFragment(TEXT, new byte[0]);
      socket.send(CONTINUATION, new byte[0]);
      expectOpen(socket);
    }
  }

  @Test
  void aPingBetweenFragmentsIsAnsweredBeforeTheMessageEnds() throws Exception {
    byte[] command = utf8(COMMAND);
    try (RawSocket socket = open()) {
      for (int i = 0; i < 5; i++) {
        int first = i == 0 ? TEXT : CONTINUATION;
        socket.sendFragment(first, Arrays.copyOfRange(command, i * 10, i * 10 + 10));
        expectOpen(socket);
      }
      socket.send(RawSocket.PONG, utf8("unasked"));
      socket.send(CONTINUATION, Arrays.copyOfRange(command, 50, command.length));
      expectAnswer(socket);
    }
  }

  @Test
  void aCloseBetweenFragmentsEndsItAll() throws Exception {
    try (RawSocket socket = open()) {
      socket.sendFragment(TEXT, utf8("{"));
      socket.send(RawSocket.CLOSE, new byte[] {3, (byte) 0xE8});
      assertThat(socket.read().closeCode()).isEqualTo(1000);
      assertThat(socket.readEnd()).isTrue();
    }
  }

  @Test
  void aContinuationOfNothingIsClosedWith1002() throws Exception {
    expectClose(1002, frame(FINAL | CONTINUATION, utf8("end of nothing")));
    expectClose(1002, frame(CONTINUATION, utf8("middle of nothing")));
    expectClose(1002, frame(CONTINUATION, new byte[0]));
  }

  @Test
  void aContinuationAfterTheEndIsClosedWith1002() throws Exception {
    expectClose(
        1002,
        frame(TEXT, utf8("no ")),
        frame(FINAL | CONTINUATION, utf8("command")),
        frame(FINAL | CONTINUATION, utf8("more")));
  }

  @ParameterizedTest
  @ValueSource(ints = {TEXT, FINAL | TEXT, RawSocket.BINARY, FINAL | RawSocket.BINARY})
  void aNewMessageInsideAnotherIsClosedWith1002(int first) throws Exception {
    expectClose(1002, frame(TEXT, utf8("{")), frame(first, utf8("{}")));
  }

  @ParameterizedTest
  @ValueSource(ints = {PING, RawSocket.PONG, RawSocket.CLOSE})
  void aControlFrameInFragmentsIsClosedWith1002(int opcode) throws Exception {
    expectClose(1002, frame(opcode, new byte[0]));
    expectClose(1002, frame(TEXT, utf8("{")), frame(opcode, new byte[] {3, (byte) 0xE8}));
  }

  /** They are one message, however many there are. */
  @Test
  void aMessageOfManyFragmentsIsAnswered() throws Exception {
    byte[] command = commandOf(1_000);
    try (RawSocket socket = open()) {
      socket.sendFragment(TEXT, new byte[] {command[0]});
      for (int i = 1; i < command.length - 1; i++) {
        socket.sendFragment(CONTINUATION, new byte[] {command[i]});
      }
      socket.send(CONTINUATION, Arrays.copyOfRange(command, command.length - 1, command.length));
      expectAnswer(socket);
      expectOpen(socket);
    }
  }
}

package dev.liveorders.socket;

import static dev.liveorders.kit.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames, their lengths and their masks (RFC 6455 section 5.2; Autobahn 1 and 9). */
abstract class FramingCases extends SocketCases {
  private static final int MAX_BYTES = MAX_COMMAND_BYTES;

  FramingCases(TestNode server) {
    super(server);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 125, 126, 127, 128, 255, 256, MAX_BYTES - 1, MAX_BYTES})
  void aMessageOfAnyLengthIsReadWhole(int length) throws Exception {
    try (RawSocket socket = open()) {
      socket.send(TEXT, commandOf(length));
      expectAnswer(socket);
    }
  }

  @Test
  void anEmptyMessageIsNoCommandAndNoFault() throws Exception {
    try (RawSocket socket = open()) {
      socket.send(TEXT, new byte[0]);
      expectOpen(socket);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 126, 300})
  void aFrameMayComeByteByByte(int length) throws Exception {
    try (RawSocket socket = open()) {
      for (byte b : text(commandOf(length))) {
        socket.write(new byte[] {b});
      }
      expectAnswer(socket);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 997})
  void framesNeedNotBeginWhereSegmentsDo(int segment) throws Exception {
    byte[] frames = join(
        frame(FINAL | RawSocket.PING, utf8("one")),
        text(commandOf(MAX_BYTES)),
        frame(FINAL | RawSocket.PING, utf8("two")));
    try (RawSocket socket = open()) {
      for (int i = 0; i < frames.length; i += segment) {
        socket.write(java.util.Arrays.copyOfRange(frames, i, Math.min(i + segment, frames.length)));
      }
      assertThat(socket.read().text()).isEqualTo("one");
      expectAnswer(socket);
      assertThat(socket.read().text()).isEqualTo("two");
    }
  }

  @Test
  void aMaskOfZerosIsAMask() throws Exception {
    try (RawSocket socket = open()) {
      socket.write(join(header(FINAL | TEXT, 7, COMMAND.length()), utf8(COMMAND)));
      expectAnswer(socket);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {TEXT, RawSocket.BINARY, RawSocket.CLOSE, RawSocket.PING, RawSocket.PONG})
  void aFrameWithoutMaskIsClosedWith1002(int opcode) throws Exception {
    expectClose(1002, RawSocket.frame(FINAL | opcode, false, new byte[0]));
    expectClose(1002, RawSocket.frame(FINAL | opcode, false, new byte[] {3, (byte) 0xE8, 'x'}));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 300})
  void aBinaryMessageIsClosedWith1003(int length) throws Exception {
    expectClose(1003, frame(FINAL | RawSocket.BINARY, new byte[length]));
  }

  @Test
  void aBinaryMessageInFragmentsIsClosedWith1003() throws Exception {
    expectClose(
        1003,
        frame(RawSocket.BINARY, new byte[] {1}),
        frame(FINAL | RawSocket.CONTINUATION, new byte[] {2}));
  }

  @ParameterizedTest
  @CsvSource({"16,0", "16,125", "64,0", "64,125", "64,126", "64,65535"})
  void aLengthThatIsNotWrittenInTheShortestFormIsClosedWith1002(int form, int length)
      throws Exception {
    expectClose(1002, header(FINAL | TEXT, form, length));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MIN_VALUE + 300})
  void aLengthWithTheTopBitSetIsClosedWith1002(long length) throws Exception {
    expectClose(1002, header(FINAL | TEXT, 64, length));
  }

  @Test
  void manyMessagesInOneSegmentAreAllRead() throws Exception {
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      frames.add(text(utf8(COMMAND)));
      frames.add(text(utf8("no command")));
    }
    try (RawSocket socket = open()) {
      socket.write(join(frames.toArray(byte[][]::new)));
      for (int i = 0; i < 9; i++) {
        expectAnswer(socket);
      }
      expectOpen(socket);
    }
  }
}

package dev.liveorders.socket;

import static dev.liveorders.kit.RawSocket.CLOSE;
import static dev.liveorders.kit.RawSocket.PING;
import static dev.liveorders.kit.RawSocket.PONG;
import static dev.liveorders.kit.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bits and opcodes that mean nothing yet (RFC 6455 section 5.2; Autobahn 3 and 4). */
abstract class ReservedCases extends SocketCases {
  ReservedCases(TestNode server) {
    super(server);
  }

  /** Each combination of RSV1 to RSV3, in each kind of frame. */
  static Stream<Arguments> reservedBits() {
    return IntStream.of(TEXT, RawSocket.BINARY, CLOSE, PING, PONG)
        .boxed()
        .flatMap(opcode -> IntStream.rangeClosed(1, 7).mapToObj(rsv -> Arguments.of(rsv, opcode)));
  }

  @ParameterizedTest
  @MethodSource("reservedBits")
  void aReservedBitIsClosedWith1002(int rsv, int opcode) throws Exception {
    expectClose(1002, frame(FINAL | rsv << 4 | opcode, new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aReservedBitInAContinuationIsClosedWith1002(int rsv) throws Exception {
    byte[] begin = frame(TEXT, utf8("{"));
    expectClose(1002, begin, frame(FINAL | rsv << 4 | RawSocket.CONTINUATION, utf8("}")));
    expectClose(1002, begin, frame(rsv << 4 | RawSocket.CONTINUATION, utf8("}")));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
  void aReservedOpcodeIsClosedWith1002(int opcode) throws Exception {
    expectClose(1002, frame(FINAL | opcode, new byte[0]));
    expectClose(1002, frame(FINAL | opcode, utf8("payload")));
    expectClose(1002, frame(opcode, utf8("a fragment")));
  }

  @Test
  void whatCameBeforeAViolationIsAnsweredAndWhatComesAfterIsNot() throws Exception {
    try (RawSocket socket = open()) {
      socket.write(join(
          text(utf8(COMMAND)),
          frame(FINAL | PING, utf8("before")),
          frame(FINAL | 3, new byte[0]),
          frame(FINAL | PING, utf8("after")),
          text(utf8(COMMAND))));
      expectAnswer(socket);
      assertThat(socket.read().text()).isEqualTo("before");
      expectCloseOf(socket, 1002);
    }
  }
}

package dev.liveorders.socket;

import static dev.liveorders.kit.RawSocket.CLOSE;
import static dev.liveorders.kit.RawSocket.PING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The closing handshake (RFC 6455 sections 5.5.1, 7.1 and 7.4; Autobahn 7). */
abstract class CloseCases extends SocketCases {
  CloseCases(TestNode server) {
    super(server);
  }

  @Test
  void aCloseWithoutCodeIsAnsweredWithoutCodeAndTheServerHangsUp() throws Exception {
    try (RawSocket socket = open()) {
      socket.send(CLOSE, new byte[0]);
      RawSocket.Frame close = socket.read();
      assertThat(close.opcode()).isEqualTo(CLOSE);
      assertThat(close.payload()).isEmpty();
      assertThat(socket.readEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
        4999
      })
  void aValidCodeIsAnsweredWithItselfAndTheServerHangsUp(int code) throws Exception {
    try (RawSocket socket = open()) {
      socket.send(CLOSE, payload(code, new byte[0]));
      assertThat(socket.read().closeCode()).isEqualTo(code);
      assertThat(socket.readEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32_767, 32_768, 65_535
      })
  void aCodeThatMustNotBeSentIsClosedWith1002(int code) throws Exception {
    expectClose(1002, frame(FINAL | CLOSE, payload(code, new byte[0])));
    expectClose(1002, frame(FINAL | CLOSE, payload(code, utf8("why"))));
  }

  @Test
  void aCloseOfOneByteIsClosedWith1002() throws Exception {
    expectClose(1002, frame(FINAL | CLOSE, new byte[1]));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 122, 123})
  void aReasonMayFillTheFrame(int length) throws Exception {
    byte[] payload = payload(1000, utf8("*".repeat(length)));
    try (RawSocket socket = open()) {
      socket.send(CLOSE, payload);
      assertThat(socket.read().payload()).isEqualTo(payload);
      assertThat(socket.readEnd()).isTrue();
    }
  }

  @Test
  void aReasonThatIsTooLongForTheFrameIsClosedWith1002() throws Exception {
    expectClose(1002, frame(FINAL | CLOSE, payload(1000, new byte[124])));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c3", "80", "eda080", "cebae1bdb9cf83cebcceb5eda080656469746564", "f09f98"})
  void aReasonThatIsNotUtf8IsClosedWith1007(String hex) throws Exception {
    expectClose(1007, frame(FINAL | CLOSE, payload(1000, HexFormat.of().parseHex(hex))));
  }

  @Test
  void whatFollowsACloseIsIgnored() throws Exception {
    byte[] normal = frame(FINAL | CLOSE, payload(1000, new byte[0]));
    try (RawSocket socket = open()) {
      socket.write(join(
          normal,
          frame(FINAL | PING, utf8("too late")),
          text(utf8(COMMAND)),
          frame(FINAL | 3, new byte[0]),
          normal));
      assertThat(socket.read().closeCode()).isEqualTo(1000);
      assertThat(socket.readEnd()).isTrue();
    }
  }

  @Test
  void whatComesAfterOurCloseIsIgnoredUntilTheAnswer() throws Exception {
    try (RawSocket socket = open()) {
      socket.send(RawSocket.BINARY, new byte[1]);
      assertThat(socket.read().closeCode()).isEqualTo(1003);
      socket.send(PING, utf8("too late"));
      socket.sendText(COMMAND);
      socket.send(RawSocket.BINARY, new byte[1]);
      socket.send(CLOSE, payload(1000, new byte[0]));
      assertThat(socket.readEnd()).isTrue();
    }
  }

  @Test
  void noTotalComesBehindTheCloseFrame() throws Exception {
    try (RawSocket socket = server.upgrade("/orders/confectionery");
        RawSocket neighbour = server.upgrade("/orders/confectionery")) {
      String first = socket.readText();
      assertThat(neighbour.readText()).isEqualTo(first);
      socket.send(RawSocket.BINARY, new byte[1]);
      assertThat(socket.read().closeCode()).isEqualTo(1003);
      server.orders().publish("B1", 101);
      assertThat(neighbour.readText()).isEqualTo(ANSWER);
      socket.send(CLOSE, payload(1003, new byte[0]));
      assertThat(socket.readEnd()).isTrue();
    }
  }

  @Test
  void whoHangsUpWithoutACloseIsGone() throws Exception {
    try (RawSocket socket = open()) {
      socket.shutdownOutput();
      assertThat(socket.readEnd()).isTrue();
    }
  }

  static byte[] payload(int code, byte[] reason) {
    return ByteBuffer.allocate(2 + reason.length)
        .putShort((short) code)
        .put(reason)
        .array();
  }
}

package dev.liveorders.socket;

import static dev.liveorders.kit.RawSocket.PING;
import static dev.liveorders.kit.RawSocket.PONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pings and pongs (RFC 6455 sections 5.5.2 and 5.5.3; Autobahn 2). */
abstract class PingCases extends SocketCases {
  PingCases(TestNode server) {
    super(server);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 124, 125})
  void aPingIsAnsweredWithExactlyWhatItCarried(int length) throws Exception {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (0xFF - i); // bytes that are no UTF-8
    }
    try (RawSocket socket = open()) {
      socket.send(PING, payload);
      RawSocket.Frame pong = socket.read();
      assertThat(pong.opcode()).isEqualTo(PONG);
      assertThat(pong.isFinal()).isTrue();
      assertThat(pong.payload()).isEqualTo(payload);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {PING, PONG, RawSocket.CLOSE})
  void aControlFrameOfMoreThan125BytesIsClosedWith1002(int opcode) throws Exception {
    expectClose(1002, frame(FINAL | opcode, new byte[126]));
    expectClose(1002, frame(FINAL | opcode, new byte[65_536]));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125})
  void aPongThatNobodyAskedForIsNotAnswered(int length) throws Exception {
    try (RawSocket socket = open()) {
      socket.send(PONG, new byte[length]);
      expectOpen(socket);
    }
  }

  @Test
  void tenPingsInOneSegmentAreAnsweredInOrder() throws Exception {
    byte[][] pings = new byte[10][];
    for (int i = 0; i < pings.length; i++) {
      pings[i] = frame(FINAL | PING, utf8("ping " + i));
    }
    try (RawSocket socket = open()) {
      socket.write(join(pings));
      for (int i = 0; i < pings.length; i++) {
        assertThat(socket.read().text()).isEqualTo("ping " + i);
      }
    }
  }

  @Test
  void aPingMayComeByteByByte() throws Exception {
    try (RawSocket socket = open()) {
      for (byte b : frame(FINAL | PING, new byte[125])) {
        socket.write(new byte[] {b});
      }
      assertThat(socket.read().payload()).isEqualTo(new byte[125]);
    }
  }

  @Test
  void aPongBetweenPingsChangesNothing() throws Exception {
    try (RawSocket socket = open()) {
      socket.write(join(
          frame(FINAL | PONG, utf8("unasked")),
          frame(FINAL | PING, utf8("first")),
          frame(FINAL | PONG, utf8("unasked")),
          frame(FINAL | PING, utf8("second"))));
      assertThat(socket.read().text()).isEqualTo("first");
      assertThat(socket.read().text()).isEqualTo("second");
    }
  }
}

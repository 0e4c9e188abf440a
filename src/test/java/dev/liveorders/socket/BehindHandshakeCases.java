package dev.liveorders.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Frames that are sent behind a handshake before it is answered. */
abstract class BehindHandshakeCases extends SocketCases {
  BehindHandshakeCases(TestNode server) {
    super(server);
  }

  @Test
  void whatIsSentBehindTheHandshakeIsReadOnceItIsAnswered() throws Exception {
    String answered =
        answerTo(join(utf8(HANDSHAKE), frame(FINAL | RawSocket.PING, utf8("early"))), "early");
    assertThat(answered).contains("101 Switching").endsWith("\r\n\r\n\u008a\u0005early");
  }

  @Test
  void framesBehindTheHandshakeAreReadInTheirOrderAndTheLastMayArriveInTwoParts() throws Exception {
    byte[] command = text(utf8(COMMAND));
    byte[] ping = frame(FINAL | RawSocket.PING, utf8("behind"));
    try (RawClient client = server.connect()) {
      client.send(join(utf8(HANDSHAKE), command, Arrays.copyOf(ping, ping.length - 3)));
      client.readUntil(ANSWER);
      client.send(Arrays.copyOfRange(ping, ping.length - 3, ping.length));
      assertThat(client.readUntil("behind")).isEqualTo("\u008a\u0006behind");
    }
  }

  @Test
  void aViolationBehindTheHandshakeIsClosedWith1002AndWhatFollowsIsNotRead() throws Exception {
    byte[] unmasked = RawSocket.frame(FINAL | RawSocket.TEXT, false, utf8(COMMAND));
    String answered = answerToTheEnd(join(
        utf8(HANDSHAKE),
        frame(FINAL | RawSocket.PING, utf8("right")),
        unmasked,
        frame(FINAL | RawSocket.PING, utf8("too late"))));
    assertThat(answered)
        .contains("101 Switching")
        .contains("\r\n\r\n\u008a\u0005right\u0088")
        .contains("\u0003\u00ea") // 1002
        .doesNotContain("too late");
  }

  @Test
  void aCloseBehindTheHandshakeIsAnswered() throws Exception {
    byte[] close = frame(FINAL | RawSocket.CLOSE, new byte[] {0x03, (byte) 0xe8});
    byte[] late = frame(FINAL | RawSocket.PING, utf8("late"));
    assertThat(answerToTheEnd(join(utf8(HANDSHAKE), close, late)))
        .contains("101 Switching")
        .endsWith("\r\n\r\n\u0088\u0002\u0003\u00e8");
  }

  private String answerTo(byte[] bytes, String end) throws IOException {
    try (RawClient client = server.connect()) {
      return client.send(bytes).readUntil(end);
    }
  }

  private String answerToTheEnd(byte[] bytes) throws IOException {
    try (RawClient client = server.connect()) {
      return client.send(bytes).readToEnd();
    }
  }
}

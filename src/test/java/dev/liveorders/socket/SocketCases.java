package dev.liveorders.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A part of RFC 6455, checked from the outside. The server echoes nothing: that a message has arrived shows in the
 * totals that it asks for, and that a socket is open in the answer to a ping. Sockets begin in a category that does
 * not exist, so that nothing comes unasked.
 */
abstract class SocketCases {
  static final int FINAL = 0x80;

  /** A command of 66 bytes, and what it is answered with. */
  static final String COMMAND =
      "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"confectionery\"}}";

  static final String ANSWER = "{\"id\":\"B1\",\"total\":101}";

  /** A handshake that is answered with a socket on which nothing comes by itself. */
  static final String HANDSHAKE = """
      GET /orders/nowhere HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r
      """;

  static final int MAX_COMMAND_BYTES = 16_384;

  final TestNode server;

  SocketCases(TestNode server) {
    this.server = server;
  }

  /** A node with the board of a script. */
  static TestNode node() {
    TestNode node =
        new TestNode().with("live", new JsonObject().put("maxCommandBytes", MAX_COMMAND_BYTES));
    node.orders().withBoard();
    return node;
  }

  /** A socket on which nothing comes by itself. */
  final RawSocket open() throws IOException {
    return server.upgrade("/orders/nowhere");
  }

  static void expectAnswer(RawSocket socket) throws IOException {
    assertThat(socket.readText()).isEqualTo(ANSWER);
  }

  /** That the next thing said is the answer to a ping. */
  static void expectOpen(RawSocket socket) throws IOException {
    socket.send(RawSocket.PING, utf8("probe"));
    RawSocket.Frame pong = socket.read();
    assertThat(pong.opcode()).as("answer to a ping: %s", pong.text()).isEqualTo(RawSocket.PONG);
    assertThat(pong.text()).isEqualTo("probe");
  }

  /** That bytes are answered with a close frame of this code and nothing else, and that the connection then ends. */
  final void expectClose(int code, byte[]... writes) throws IOException {
    try (RawSocket socket = open()) {
      for (byte[] bytes : writes) {
        socket.write(bytes);
      }
      expectCloseOf(socket, code);
    }
  }

  static void expectCloseOf(RawSocket socket, int code) throws IOException {
    RawSocket.Frame close = socket.read();
    assertThat(close.opcode()).as("close frame: %s", close.text()).isEqualTo(RawSocket.CLOSE);
    assertThat(close.closeCode()).isEqualTo(code);
    socket.send(RawSocket.CLOSE, Arrays.copyOf(close.payload(), 2));
    assertThat(socket.readEnd()).isTrue();
  }

  static byte[] text(byte[] payload) {
    return frame(FINAL | RawSocket.TEXT, payload);
  }

  static byte[] frame(int first, byte[] payload) {
    return RawSocket.frame(first, true, payload);
  }

  /**
   * The header of a masked frame, its mask of zeros included.
   *
   * @param form how the length is written: in 7, 16 or 64 bits
   */
  static byte[] header(int first, int form, long length) {
    ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
    switch (form) {
      case 7 -> header.put((byte) (0x80 | length));
      case 16 -> header.put((byte) (0x80 | 126)).putShort((short) length);
      case 64 -> header.put((byte) (0x80 | 127)).putLong(length);
      default -> throw new IllegalArgumentException("no form of a length: " + form);
    }
    return Arrays.copyOf(header.array(), header.position() + 4);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** The command with blanks behind it, {@code length} bytes in all. */
  static byte[] commandOf(int length) {
    byte[] bytes = Arrays.copyOf(utf8(COMMAND), length);
    Arrays.fill(bytes, COMMAND.length(), length, (byte) ' ');
    return bytes;
  }
}

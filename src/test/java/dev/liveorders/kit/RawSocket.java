package dev.liveorders.kit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The WebSocket of a {@link RawClient}: sends any frame, right or wrong, and hands over every frame that comes. */
public final class RawSocket implements AutoCloseable {
  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  /** A frame that the server sent. */
  public record Frame(int opcode, boolean isFinal, byte[] payload) {
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** Whether this is the message of {@code live-orders.v1} that only says that the server lives. */
    boolean isHeartbeat() {
      return opcode == TEXT && text().startsWith("{\"type\":\"heartbeat\"");
    }

    /** The code of a close frame; 1005 when it has none (RFC 6455 section 7.1.5). */
    public int closeCode() {
      return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    /** The reason of a close frame. */
    public String closeReason() {
      return payload.length < 2
          ? ""
          : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
  }

  private final RawClient connection;

  /** Takes over a connection that a server has upgraded. */
  RawSocket(RawClient connection) {
    this.connection = connection;
  }

  /** Connects to a server on this machine and upgrades at {@code path}. */
  public static RawSocket connect(int port, String path, String... headers) throws IOException {
    return new RawClient(port).upgrade(path, headers);
  }

  /** The same with a receive buffer so small that a server soon notices who does not read. */
  public static RawSocket connectNarrow(int port, String path, String... headers)
      throws IOException {
    return RawClient.narrow(port).upgrade(path, headers);
  }

  /** Upgrades a connection, which may be one over TLS, at {@code path}. */
  public static RawSocket upgrade(Socket connection, String path, String... headers)
      throws IOException {
    return new RawClient(connection).upgrade(path, headers);
  }

  /** Sends bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    connection.send(bytes);
  }

  /** Sends a whole, masked frame. */
  public void send(int opcode, byte[] payload) throws IOException {
    write(frame(FINAL | opcode, true, payload));
  }

  public void sendText(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends messages by one write, so that they come at the same time however slow this machine is. */
  public void sendTexts(List<String> texts) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (String text : texts) {
      frames.writeBytes(frame(FINAL | TEXT, true, text.getBytes(StandardCharsets.UTF_8)));
    }
    write(frames.toByteArray());
  }

  /** Sends a fragment that is not the last. */
  public void sendFragment(int opcode, byte[] payload) throws IOException {
    write(frame(opcode, true, payload));
  }

  /**
   * A frame of any kind.
   *
   * @param first the first byte: FIN, reserved bits and opcode
   */
  public static byte[] frame(int first, boolean masked, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) first);
    int mask = masked ? MASKED : 0;
    if (payload.length < 126) {
      frame.put((byte) (mask | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (mask | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (mask | 127)).putLong(payload.length);
    }
    if (masked) {
      frame.put(MASK);
    }
    for (int i = 0; i < payload.length; i++) {
      frame.put(masked ? (byte) (payload[i] ^ MASK[i % 4]) : payload[i]);
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /** The next frame; fails when there is none within thirty seconds, or the server has hung up. */
  public Frame read() throws IOException {
    byte[] head = bytes(2);
    if ((head[1] & MASKED) != 0) {
      throw new IOException("a server must not mask");
    }
    int length = head[1];
    if (length == 126) {
      length = ByteBuffer.wrap(bytes(2)).getShort() & 0xFFFF;
    } else if (length == 127) {
      length = Math.toIntExact(ByteBuffer.wrap(bytes(8)).getLong());
    }
    return new Frame(head[0] & 0x0F, (head[0] & FINAL) != 0, bytes(length));
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = connection.bytes(count);
    if (bytes.length < count) {
      throw new EOFException("the server closed the connection");
    }
    return bytes;
  }

  /** The next frame of a kind, past signs of life, which may come at any time; another message is a fault. */
  public Frame readNext(int opcode) throws IOException {
    Frame frame = read();
    while (frame.opcode != opcode && frame.opcode > CLOSE || frame.isHeartbeat()) {
      frame = read();
    }
    if (frame.opcode != opcode) {
      throw new IOException("not of opcode " + opcode + ": " + frame.opcode + " " + frame.text());
    }
    return frame;
  }

  /** The text of the next message, which must come whole; signs of life may come before it. */
  public String readText() throws IOException {
    Frame frame = readNext(TEXT);
    if (!frame.isFinal) {
      throw new IOException("not a whole text message: " + frame.text());
    }
    return frame.text();
  }

  /** The next close frame, past whatever comes before it. */
  public Frame readClose() throws IOException {
    Frame frame = read();
    while (frame.opcode != CLOSE) {
      frame = read();
    }
    return frame;
  }

  /** Says that nothing more will be sent, and goes on reading. */
  public void shutdownOutput() throws IOException {
    connection.shutdownOutput();
  }

  /** Whether the server hangs up, saying nothing more. */
  public boolean readEnd() throws IOException {
    return connection.bytes(1).length == 0;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}

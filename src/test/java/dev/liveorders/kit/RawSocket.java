package dev.liveorders.kit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A WebSocket client of bytes, for what no well-behaved client does: it sends whatever frames it is told to, and hands over
 * whatever comes. Reads wait ten seconds at most.
 */
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
  private static final Duration READ_WITHIN = Duration.ofSeconds(10);

  /** A frame that the server sent. */
  public record Frame(int opcode, boolean isFinal, byte[] payload) {
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
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

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) READ_WITHIN.toMillis());
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Connects to a server on this machine and upgrades at {@code path}. */
  public static RawSocket connect(int port, String path, String... headers) throws IOException {
    return upgrade(new Socket(InetAddress.getLoopbackAddress(), port), path, headers);
  }

  /** The same with a receive buffer so small that a server soon notices who does not read. */
  public static RawSocket connectNarrow(int port, String path, String... headers)
      throws IOException {
    return upgrade(narrow(port), path, headers);
  }

  /** A connection of that kind on which nothing was sent yet. */
  public static Socket narrow(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1); // the system makes it the least that it knows
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  /** Upgrades a connection, which may be one over TLS, at {@code path}. */
  public static RawSocket upgrade(Socket connection, String path, String... headers)
      throws IOException {
    RawSocket client = new RawSocket(connection);
    StringBuilder request =
        new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost:" + connection.getPort()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    client.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    String head = client.readHead();
    if (!head.startsWith("HTTP/1.1 101")) {
      client.close();
      throw new IOException("not upgraded: " + head);
    }
    return client;
  }

  private String readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(in.readByte());
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Sends bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends a whole, masked frame. */
  public void send(int opcode, byte[] payload) throws IOException {
    write(frame(FINAL | opcode, true, payload));
  }

  public void sendText(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
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

  /** The next frame; fails when there is none within ten seconds, or the server has hung up. */
  public Frame read() throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    if ((second & MASKED) != 0) {
      throw new IOException("a server must not mask");
    }
    long length = second & 0x7F;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    return new Frame(first & 0x0F, (first & FINAL) != 0, in.readNBytes((int) length));
  }

  /** The next frame of a kind, past those that are not messages; another message is a fault. */
  public Frame readNext(int opcode) throws IOException {
    Frame frame = read();
    while (frame.opcode != opcode && frame.opcode > CLOSE) {
      frame = read();
    }
    if (frame.opcode != opcode) {
      throw new IOException("not of opcode " + opcode + ": " + frame.opcode + " " + frame.text());
    }
    return frame;
  }

  /** The text of the next message, which must come whole. */
  public String readText() throws IOException {
    Frame frame = read();
    if (frame.opcode != TEXT || !frame.isFinal) {
      throw new IOException("not a whole text message: " + frame.opcode + " " + frame.text());
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
    socket.shutdownOutput();
  }

  /** Whether the server hangs up, saying nothing more. */
  public boolean readEnd() throws IOException {
    try {
      return in.read() < 0;
    } catch (EOFException end) {
      return true;
    }
  }

  /** Whether nothing comes for a while. */
  public boolean isSilentFor(Duration duration) throws IOException {
    socket.setSoTimeout((int) duration.toMillis());
    try {
      in.read();
      return false;
    } catch (java.net.SocketTimeoutException silent) {
      return true;
    } finally {
      socket.setSoTimeout((int) READ_WITHIN.toMillis());
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

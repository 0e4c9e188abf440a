package dev.liveorders.kit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/2 client of frames on one connection (RFC 9113), for what no well-behaved client does. Blocks, at most thirty
 * seconds for each read.
 */
public final class RawHttp2 implements AutoCloseable {
  public static final int DATA = 0x0;
  public static final int HEADERS = 0x1;
  public static final int RST_STREAM = 0x3;
  public static final int SETTINGS = 0x4;
  public static final int PING = 0x6;
  public static final int GOAWAY = 0x7;
  public static final int WINDOW_UPDATE = 0x8;
  public static final int CONTINUATION = 0x9;

  public static final int END_STREAM = 0x1;
  public static final int END_HEADERS = 0x4;

  public static final int INITIAL_WINDOW_SIZE = 0x4;

  public static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final int ACK = 0x1;
  private static final int READ_MILLIS = 30_000;

  /** A frame that the server sent. */
  public record Frame(int type, int flags, int stream, byte[] payload) {
    public boolean ends() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    /** The error code of RST_STREAM or GOAWAY. */
    public int code() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private final SSLSocket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private boolean begun;

  private RawHttp2(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Connects and agrees on HTTP/2, but says nothing yet. */
  public static RawHttp2 silent(TestNode node) throws IOException {
    SSLSocket socket = (SSLSocket) node.socket();
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(READ_MILLIS);
    socket.startHandshake();
    if (!socket.getApplicationProtocol().equals("h2")) {
      throw new IOException("the server speaks " + socket.getApplicationProtocol());
    }
    return new RawHttp2(socket);
  }

  /**
   * Connects and sends the preface.
   *
   * @param settings in turn their identifiers and values
   */
  public static RawHttp2 connect(TestNode node, int... settings) throws IOException {
    return silent(node).preface().settings(settings);
  }

  public RawHttp2 preface() throws IOException {
    begun = true;
    return send(PREFACE.getBytes(StandardCharsets.US_ASCII));
  }

  public RawHttp2 settings(int... settings) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(settings.length * 3);
    for (int i = 0; i < settings.length; i += 2) {
      payload.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    return send(SETTINGS, 0, 0, payload.array());
  }

  /** Asks by GET, over and done. */
  public RawHttp2 get(int stream, String path, String... headers) throws IOException {
    return send(HEADERS, END_STREAM | END_HEADERS, stream, head("GET", path, headers));
  }

  /** Begins a POST of JSON, whose body is to follow. */
  public RawHttp2 post(int stream, String path, String... headers) throws IOException {
    byte[] head = join(head("POST", path, headers), fields("content-type", "application/json"));
    return send(HEADERS, END_HEADERS, stream, head);
  }

  public RawHttp2 data(int stream, String text, boolean end) throws IOException {
    return send(DATA, end ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.UTF_8));
  }

  public RawHttp2 widen(int stream, int bytes) throws IOException {
    return send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
  }

  public RawHttp2 reset(int stream) throws IOException {
    return send(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(0x8).array());
  }

  /** The header block of a request to localhost. */
  public static byte[] head(String method, String path, String... headers) {
    return join(
        fields(":method", method, ":scheme", "https", ":authority", "localhost", ":path", path),
        fields(headers));
  }

  /** Fields in turn by name and value, as literals that are not indexed (RFC 7541 section 6.2.2). */
  public static byte[] fields(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i++) {
      if (i % 2 == 0) {
        block.write(0);
      }
      byte[] text = fields[i].getBytes(StandardCharsets.ISO_8859_1);
      writeLength(block, text.length);
      block.writeBytes(text);
    }
    return block.toByteArray();
  }

  /** An integer with a prefix of seven bits (RFC 7541 section 5.1). */
  private static void writeLength(ByteArrayOutputStream block, int length) {
    if (length < 0x7f) {
      block.write(length);
      return;
    }
    block.write(0x7f);
    int rest = length - 0x7f;
    for (; rest >= 0x80; rest >>= 7) {
      block.write(0x80 | rest & 0x7f);
    }
    block.write(rest);
  }

  private static byte[] join(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  public RawHttp2 send(int type, int flags, int stream, byte[] payload) throws IOException {
    return send(frame(type, flags, stream, payload));
  }

  public static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .putInt(payload.length << 8 | type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** Sends bytes as they are. */
  public RawHttp2 send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Reads the next frame, and acknowledges settings once the preface was sent. */
  public Frame read() throws IOException {
    int first = in.readInt();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = new byte[first >>> 8];
    in.readFully(payload);
    Frame frame = new Frame(first & 0xff, flags, stream, payload);
    if (begun && frame.type == SETTINGS && frame.flags != ACK) {
      acknowledge();
    }
    return frame;
  }

  private void acknowledge() {
    try {
      send(SETTINGS, ACK, 0, new byte[0]);
    } catch (IOException closed) {
      // and what the server has sent before that is still to be read
    }
  }

  /** Reads up to a frame of that kind. */
  public Frame readUntil(Predicate<Frame> wanted) throws IOException {
    Frame frame = read();
    while (!wanted.test(frame)) {
      frame = read();
    }
    return frame;
  }

  /** Reads up to the next frame of a type on a stream. */
  public Frame readUntil(int type, int stream) throws IOException {
    return readUntil(frame -> frame.type == type && frame.stream == stream);
  }

  /** The error code with which the server ends the connection. */
  public int ended() throws IOException {
    return readUntil(GOAWAY, 0).code();
  }

  /** Waits until the server closes; what comes before is thrown away. */
  public boolean isClosedByServer() throws IOException {
    try {
      while (true) {
        read();
      }
    } catch (EOFException closed) {
      return true;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Reads for a time, which each further read takes at most, and tells whether the server has not closed by then. */
  public boolean isOpenFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    return !isClosedByServer();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

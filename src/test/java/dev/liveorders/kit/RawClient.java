package dev.liveorders.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP/1.1 client of bytes on one connection, for what no well-behaved client does. It may become a {@link
 * RawSocket}. Blocks, at most thirty seconds for each read.
 */
public final class RawClient implements AutoCloseable {
  private static final int READ_MILLIS = 30_000;
  private static final String SIGN_OF_LIFE = ":\n\n";

  private final Socket socket;
  private final PushbackInputStream in;

  /** Connects to a server on this machine. */
  public RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Speaks over a connection, which may be one over TLS. */
  public RawClient(Socket connection) throws IOException {
    this(connection, connection.getInputStream());
  }

  private RawClient(Socket connection, InputStream bytes) throws IOException {
    socket = connection;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_MILLIS);
    in = new PushbackInputStream(bytes);
  }

  /** Connects for many requests: reads all there is at once, and so more than it was asked for. */
  public static RawClient buffered(int port) throws IOException {
    Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
    return new RawClient(connection, new BufferedInputStream(connection.getInputStream()));
  }

  /** Connects with a receive buffer so small that a server soon notices who does not read. */
  public static RawClient narrow(int port) throws IOException {
    return new RawClient(narrowSocket(port));
  }

  /**
   * Connects with a receive buffer of a few segments: of a large answer most stays with the server until it is read,
   * and then comes without the pauses in which a sender asks for the window of a smaller one (RFC 9293, section
   * 3.8.6.1).
   */
  public static RawClient unhurried(int port) throws IOException {
    return new RawClient(socket(port, 256 * 1024));
  }

  /** A connection of the {@link #narrow} kind on which nothing was sent yet. */
  public static Socket narrowSocket(int port) throws IOException {
    return socket(port, 1); // the kernel raises it to its minimum
  }

  private static Socket socket(int port, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  /** Asks for a WebSocket at a path; what comes behind the answer is the socket's. */
  public RawSocket upgrade(String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost:"
        + socket.getPort() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    Answer head = send(request.append("\r\n").toString()).head();
    if (head.status() != 101) {
      close();
      throw new IOException("not upgraded: " + head);
    }
    return upgraded();
  }

  /** The WebSocket that this is, once a request of the caller's own was answered with 101. */
  public RawSocket upgraded() {
    return new RawSocket(this);
  }

  /** Sends text as it is; {@code \n} alone stays alone. */
  public RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads the next answer whole. */
  public Answer answer() throws IOException {
    return answer(false);
  }

  /** Reads the next answer, to a HEAD when {@code headOnly}. */
  public Answer answer(boolean headOnly) throws IOException {
    Answer head = head();
    if (headOnly || head.status() == 304 || head.status() == 204 || head.status() < 200) {
      return head;
    }
    return new Answer(head.status(), head.headers(), body(head));
  }

  /** Reads the body that belongs to a head. */
  public String body(Answer head) throws IOException {
    String length = head.header("content-length");
    byte[] body = length.isEmpty() ? chunks() : in.readNBytes(Integer.parseInt(length));
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Reads the head of the next answer. */
  public Answer head() throws IOException {
    String statusLine = line();
    if (!statusLine.startsWith("HTTP/1.1 ")) {
      throw new IOException("no status line of ours: " + statusLine);
    }
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers
          .computeIfAbsent(name, first -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(statusLine.substring(9, 12)), headers, "");
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
      body.writeBytes(chunk.getBytes(StandardCharsets.UTF_8));
    }
    return body.toByteArray();
  }

  /** Reads one chunk of a chunked body, past signs of life of an event stream; empty for the last. */
  public String chunk() throws IOException {
    String chunk;
    do {
      int size = Integer.parseInt(line().strip(), 16);
      chunk = new String(in.readNBytes(size), StandardCharsets.UTF_8);
      line();
    } while (chunk.equals(SIGN_OF_LIFE));
    return chunk;
  }

  /** Reads the next event of a stream that has data. */
  public String event() throws IOException {
    String event = chunk();
    while (!event.contains("data: ")) {
      event = chunk();
    }
    return event;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection after " + line);
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** Reads so many bytes; fewer only when the server has hung up. */
  public byte[] bytes(int count) throws IOException {
    return in.readNBytes(count);
  }

  /** Reads up to these bytes and with them, one character for each byte. */
  public String readUntil(String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (!read.toString().endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the server closed the connection after " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  /** Reads until the server closes the connection, one character for each byte. */
  public String readToEnd() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Says that nothing more will be sent, and goes on reading. */
  public void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Waits until the server closes; what comes before is thrown away. */
  public boolean isClosedByServer() throws IOException {
    try {
      in.readAllBytes();
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Whether nothing comes for {@code millis}, and the connection stays open. What comes is still there to be read. */
  public boolean isSilentFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      int next = in.read();
      if (next >= 0) {
        in.unread(next);
      }
      return false;
    } catch (SocketTimeoutException silent) {
      return true;
    } finally {
      socket.setSoTimeout(READ_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

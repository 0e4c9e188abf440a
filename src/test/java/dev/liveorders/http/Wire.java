package dev.liveorders.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection on which a test writes every byte itself. Blocks, at most five seconds for each read. */
final class Wire implements AutoCloseable {
  private static final int READ_MILLIS = 5_000;

  private final Socket socket = new Socket();
  private final PushbackInputStream in;

  Wire(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_MILLIS);
    socket.connect(new InetSocketAddress("127.0.0.1", port), READ_MILLIS);
    in = new PushbackInputStream(socket.getInputStream());
  }

  /** Sends text as it is; {@code \n} alone stays alone. */
  Wire send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  Wire send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads the next answer whole. */
  Answer answer() throws IOException {
    return answer(false);
  }

  /** Reads the next answer, to a HEAD when {@code headOnly}. */
  Answer answer(boolean headOnly) throws IOException {
    Answer head = head();
    if (headOnly || head.status() == 304 || head.status() == 204 || head.status() < 200) {
      return head;
    }
    return new Answer(head.status(), head.headers(), body(head));
  }

  /** Reads the body that belongs to a head. */
  String body(Answer head) throws IOException {
    String length = head.header("content-length");
    byte[] body = length.isEmpty() ? chunks() : in.readNBytes(Integer.parseInt(length));
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Reads the head of the next answer. */
  Answer head() throws IOException {
    String statusLine = line();
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

  /** Reads one chunk of a chunked body; empty for the last. */
  String chunk() throws IOException {
    int size = Integer.parseInt(line().strip(), 16);
    String chunk = new String(in.readNBytes(size), StandardCharsets.UTF_8);
    line();
    return chunk;
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

  /** Reads so many bytes. */
  byte[] bytes(int count) throws IOException {
    return in.readNBytes(count);
  }

  /** Reads a WebSocket frame: its first byte, then its payload as text. */
  String frame() throws IOException {
    int first = in.read();
    int length = in.read();
    if (length == 126) {
      length = in.read() << 8 | in.read();
    }
    return first + " " + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Waits until the server closes; what comes before is thrown away. */
  boolean isClosedByServer() throws IOException {
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
  boolean isSilentFor(int millis) throws IOException {
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

package dev.liveorders.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Requests, handshakes and frames that were right once, each broken in some places, by a seed. Each goes over a
 * connection of its own, which then ends in one of several ways.
 */
public final class HostileInputs {
  private static final int READ_MILLIS = 20;

  private static final List<String> REQUESTS = List.of(
      request("GET /orders/electronics", ""),
      request("GET /orders?ids=A1,B1,A2", ""),
      request("HEAD /products/electronics", ""),
      request("GET /orders/electronics", "", "Accept: text/event-stream"),
      request("OPTIONS /orders", "", "Origin: http://evil.example"),
      request("POST /orders/A1", "{\"amount\":1e5,\"orderId\":\"x\"}"),
      request("POST /orders", "[{\"id\":\"A1\",\"amount\":1},{\"id\":\"A2\",\"amount\":2}]"),
      request("POST /orders", "{\"id\":\"A1\"}\n{\n[[[[[[", "Content-Type: application/x-ndjson"),
      request("PUT /categories/toys", "{\"title\":\"Toys\",\"prefix\":\"T\"}"),
      request(
          "POST /products/toys", "{\"name\":\"Kite\",\"rrp\":\"1.00\",\"x\":{\"y\":[1,2,null]}}"),
      request("POST /orders/A1", "1f8b0800", "Content-Encoding: gzip"),
      request("GET /%2e%2e/%00/..%2fconf", "", "If-None-Match: \"a\", W/\"b\", *"),
      "POST /orders/A1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"amo\r\n7\r\nunt\":1}\r\n0\r\n\r\n",
      "GET / HTTP/1.0\r\n\r\n");

  private static final String HANDSHAKE = "GET /orders/electronics HTTP/1.1\r\nHost: localhost\r\n"
      + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: live-orders.v1\r\n\r\n";

  private static final List<String> COMMANDS = List.of(
      "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"confectionery\"}}",
      "{\"cmd\":\"watch\",\"payload\":{\"ids\":[\"A1\",\"B1\"],\"since\":0,\"epoch\":\"0000000000000000\"}}",
      "{\"cmd\":\"watch\",\"payload\":{}}",
      "[[[[[[[[[[[[[[[[",
      "\uD83D\uDE00\u0000\u202E");

  private final Random random;
  private final int port;

  /**
   * @param port of a server on this machine
   */
  public HostileInputs(long seed, int port) {
    this.random = new Random(seed);
    this.port = port;
  }

  private static String request(String line, String body, String... headers) {
    int space = line.indexOf(' ');
    return TestNode.text(
        line.substring(0, space), line.substring(space + 1), body.isEmpty() ? null : body, headers);
  }

  /** Sends the next one. */
  public void sendNext() throws IOException {
    byte[] input = random.nextInt(3) == 0
        ? frames()
        : mutated(pick(REQUESTS).getBytes(StandardCharsets.UTF_8));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(READ_MILLIS);
      socket.setSoLinger(true, 0); // which leaves no port in wait
      socket.getOutputStream().write(input);
      if (random.nextInt(4) == 0) {
        socket.shutdownOutput();
      }
      if (random.nextInt(4) == 0) {
        readSome(socket);
      }
    } catch (SocketException closedByTheServer) {
      // as it may be
    }
  }

  private static void readSome(Socket socket) throws IOException {
    try {
      socket.getInputStream().read(new byte[4_096]);
    } catch (SocketTimeoutException nothing) {
      // there may be no answer
    }
  }

  /** A handshake and frames behind it, of every opcode and length. */
  private byte[] frames() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
    for (int i = random.nextInt(6); i >= 0; i--) {
      byte[] payload = pick(COMMANDS).getBytes(StandardCharsets.UTF_8);
      int first = random.nextInt(3) == 0 ? random.nextInt(256) : 0x81;
      byte[] frame = RawSocket.frame(first, random.nextInt(8) > 0, payload);
      bytes.writeBytes(random.nextInt(3) == 0 ? mutated(frame) : frame);
    }
    return bytes.toByteArray();
  }

  /** The same with some bytes changed, doubled, left out, or repeated many times. */
  private byte[] mutated(byte[] input) {
    byte[] bytes = input.clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 1; i--) {
      int place = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[place] = (byte) random.nextInt(256);
        case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
        case 2 ->
          bytes =
              join(bytes, 0, place, bytes, Math.min(bytes.length, place + 1 + random.nextInt(9)));
        case 3 -> bytes = join(bytes, 0, place, bytes, place / 2);
        default -> bytes = join(bytes, 0, place, repeated(bytes[place]), 0);
      }
    }
    return bytes;
  }

  private byte[] repeated(byte value) {
    byte[] many = new byte[random.nextInt(20_000)];
    Arrays.fill(many, value);
    return many;
  }

  private static byte[] join(byte[] one, int from, int to, byte[] other, int otherFrom) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(one, from, to - from);
    joined.write(other, otherFrom, other.length - otherFrom);
    return joined.toByteArray();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

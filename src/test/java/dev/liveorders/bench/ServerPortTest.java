package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ServerPortTest {
  /** The first that Linux gives to a connection that has not chosen one. */
  private static final int FIRST_OF_CLIENTS = 32_768;

  @Test
  void oneCanListenOnItAndNoClientIsGivenIt() throws IOException {
    int port = ServerPort.find();
    assertThat(port).isBetween(1_024, FIRST_OF_CLIENTS - 1);
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(server.isBound()).isTrue();
    }
  }
}

package dev.liveorders.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.http.ListenException;
import dev.liveorders.http.connection.LoopbackAddresses;
import dev.liveorders.kit.FreePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports that are in use, of which a server is to know before it makes a store. */
class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost, http",
    "::1, localhost, http",
    "127.0.0.1, 127.0.0.1, http",
    "127.0.0.1, 0.0.0.0, http",
    "127.0.0.1, 127.0.0.1, management",
    "127.0.0.1, 0.0.0.0, management"
  })
  void aPortInUseIsNamedWithItsKeys(String taken, String host, String listener) throws Exception {
    assumeTrue(!taken.equals("::1") || !LoopbackAddresses.others("localhost").isEmpty());
    try (ServerSocket other = listening(taken)) {
      AppConfig config = config(listener, host, other.getLocalPort());
      String key = "LIVE_ORDERS_" + listener.toUpperCase(Locale.ROOT) + "_PORT";
      assertThatThrownBy(() -> ListenAddress.check(config))
          .isInstanceOf(ListenException.class)
          .hasMessageContainingAll(host + ":" + other.getLocalPort(), "in use", key);
    }
  }

  @Test
  void aPortWhoseLastConnectionLingersIsFree() throws Exception {
    int port;
    try (ServerSocket before = listening("127.0.0.1");
        Socket client = new Socket(before.getInetAddress(), before.getLocalPort())) {
      port = before.getLocalPort();
      before.accept().close(); // first, so that this end waits for stray packets
      client.getInputStream().read();
    }
    AppConfig config = config("http", "127.0.0.1", port);
    assertThatNoException().isThrownBy(() -> ListenAddress.check(config));
  }

  @ParameterizedTest
  @CsvSource({"0:0:0:0:0:0:0:1, [::1]", "::1, [::1]", "fd00:0:0:0:0:0:0:2, [fd00::2]"})
  void anAddressOfIpv6IsWrittenAsPeopleWriteIt(String host, String shown) {
    assertThat(ListenAddress.reachable(config("http", host, 0).http())).containsExactly(shown);
  }

  @Test
  void noAddressOfThisMachineHasARowOfZeros() {
    assertThat(ListenAddress.reachable(config("http", "0.0.0.0", 0).http()))
        .isNotEmpty()
        .noneMatch(address -> address.contains("0:0"));
  }

  @Test
  void anyFreePortIsNotInUse() {
    AppConfig config = config("http", "localhost", 0);
    assertThatNoException().isThrownBy(() -> ListenAddress.check(config));
  }

  private static ServerSocket listening(String address) throws Exception {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), FreePort.find()));
    return socket;
  }

  private static AppConfig config(String listener, String host, int port) {
    Map<String, Object> listens = Map.of("host", host, "port", port);
    return ConfigReader.fromJson(
        listener.equals("http")
            ? Map.of("http", listens)
            : Map.of("management", listens, "http", Map.of("port", 0)));
  }
}

package dev.liveorders.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.liveorders.config.ConfigReader;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two orders a second, twenty at once; three connections; two hundred watched ids. */
class ClientsTest {
  private final Clients clients = Clients.alone(ConfigReader.fromJson(Map.of(
      "http",
      Map.of("maxBatchItems", 5, "trustedProxies", List.of("10.0.0.0/8", "fd00::/8")),
      "limits",
      Map.of(
          "ordersPerSecondOfAddress", 2,
          "ordersPerSecondOfKey", 2,
          "connectionsOfAddress", 3,
          "maxConnections", 4,
          "readBytesPerSecondOfAddress", 10_000,
          "watchedIdsOfAddress", 200))));

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
  }

  private Client at(String text) throws UnknownHostException {
    return clients.at(address(text)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "::ffff:192.0.2.1, 192.0.2.1, true"
  })
  void anIpv6ClientIsItsNetwork(String one, String other, boolean same) throws Exception {
    assertThat(at(one) == at(other)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, false", "127.9.9.9, false", "::1, false", "192.0.2.1, true"})
  void thisMachineIsNotLimited(String address, boolean limited) throws Exception {
    assertThat(clients.at(address(address)).isPresent()).isEqualTo(limited);
  }

  @Test
  void whoOrdersTooMuchIsToldWhenToComeBackAndOthersAreNotSlowed() throws Exception {
    Client client = at("192.0.2.1");
    assertThat(client.order(20)).isEmpty();
    LimitReached reached = client.order(4).orElseThrow();
    assertThat(reached.name()).isEqualTo(LimitName.ORDERS);
    assertThat(reached.retryAfterSeconds()).isBetween(1L, 2L);
    assertThat(reached.policyHeader()).isEqualTo("\"orders\";q=2;w=1");
    assertThat(reached.header()).matches("\"orders\";r=[0-3];t=[12]");
    assertThat(reached.message()).contains("limits.ordersPerSecondOfAddress");
    assertThat(at("192.0.2.2").order(20)).isEmpty();
  }

  @Test
  void whatIsLargerThanAllThatCanBeHadAtOnceIsTakenAsThat() throws Exception {
    Client client = at("192.0.2.1");
    assertThat(client.read(1_000_000)).isEmpty();
    assertThat(client.read(50_000)).map(LimitReached::name).contains(LimitName.BYTES);
  }

  @Test
  void anotherKeyOfTheShopIsNotSlowed() {
    assertThat(clients.order("one", 20)).isEmpty();
    assertThat(clients.order("one", 4)).map(LimitReached::name).contains(LimitName.ORDERS_OF_KEY);
    assertThat(clients.order("another", 20)).isEmpty();
  }

  @Test
  void watchedIdsAreGivenBackAtTheEnd() throws Exception {
    ClientUse use = clients.direct(at("192.0.2.1"));
    assertThat(use.watch(150, 1)).isEmpty();
    assertThat(use.watch(200, 1)).as("in the place of the first").isEmpty();
    ClientUse another = clients.direct(at("192.0.2.1"));
    assertThat(another.watch(1, 1)).map(LimitReached::name).contains(LimitName.WATCHED_IDS);
    use.end();
    use.end();
    assertThat(another.watch(200, 1)).isEmpty();
    assertThat(another.watch(0, 1)).isEmpty();
  }

  @Test
  void connectionsCountUntilTheyEnd() throws Exception {
    Client client = at("192.0.2.1");
    for (int i = 0; i < 3; i++) {
      assertThat(client.connected()).isEmpty();
    }
    assertThat(client.connected()).map(LimitReached::name).contains(LimitName.CONNECTIONS);
    client.disconnected();
    client.disconnected();
    assertThat(client.connected()).isEmpty();
  }

  @Test
  void theNodeHasALimitOfItsOwn() {
    for (int i = 0; i < 4; i++) {
      assertThat(clients.connected()).isTrue();
    }
    assertThat(clients.connected()).isFalse();
    clients.disconnected();
    clients.disconnected();
    assertThat(clients.connections()).isEqualTo(3);
  }

  @Test
  void whoHasNothingIsForgotten() throws Exception {
    at("192.0.2.1").watch(1);
    at("192.0.2.2");
    at("192.0.2.3").order(20);
    clients.forgetIdle();
    assertThat(clients.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1||192.0.2.1",
        "203.0.113.9, 192.0.2.1||192.0.2.1",
        "192.0.2.1, 10.0.0.7||192.0.2.1",
        "10.0.0.7||10.0.0.7",
        "192.0.2.1:4711||192.0.2.1",
        "[2001:db8::1]:4711||2001:db8::1",
        "unknown||",
        "192.0.2.1|for=203.0.113.9|192.0.2.1",
        "|for=203.0.113.9, for=192.0.2.1;proto=https;by=10.0.0.1|192.0.2.1",
        "|For=\"[2001:db8::1]:4711\"|2001:db8::1",
        "|for=\"x, for=\"[2001:db8::1]:4711\"|2001:db8::1",
        "|for=\"203.0.113.9, for=192.0.2.1;host=\"a,for=b\"|192.0.2.1",
        "|for=\"203.0.113.9\\\", for=\"192.0.2.1:80\";by=\"a\\\",b\"|192.0.2.1",
        "|for=203.0.113.9, for=192.0.2.1, for=\"10.0.0.7\"|192.0.2.1",
        "|for=_hidden|",
        "|by=192.0.2.1|",
        "|for=203.0.113.9, by=10.0.0.1|",
        "|for=192.0.2.1, |192.0.2.1",
        "||"
      })
  void theLastAddressThatIsNoProxyOfOursIsTheClient(
      String forwardedFor, String forwarded, String client) throws Exception {
    Optional<InetAddress> found =
        ForwardedFor.client(values(forwardedFor), values(forwarded), clients::isProxy);
    assertThat(found).isEqualTo(client == null ? Optional.empty() : Optional.of(address(client)));
  }

  @ParameterizedTest
  @CsvSource({"'for=\"', x, '\"'", "'for=\"', '\\\"', '\"'", "'', ' ', =", "'', ;, =", "'', x, ''"})
  void aHeaderOfAnyLengthIsRead(String begin, String part, String end) {
    String header = begin + part.repeat(1_000_000) + end;
    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> assertThat(
            ForwardedFor.client(List.of(), List.of(header), clients::isProxy))
        .isEmpty());
  }

  private static List<String> values(String header) {
    return header == null ? List.of() : List.of(header);
  }
}

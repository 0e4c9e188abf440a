package dev.liveorders.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A server at {@code --url} that is not there. */
class TargetTest {
  @Test
  void aServerThatIsNotThereIsNamedByItsUrlAndWithARemedy() throws Exception {
    Target target;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      target = new Target(URI.create("http://127.0.0.1:" + server.getLocalPort()), 0);
      assertThatNoException().isThrownBy(target::checkListens);
    }
    assertThatThrownBy(target::checkListens)
        .isInstanceOf(BenchException.class)
        .hasMessageStartingWith("nothing listens at " + target.url())
        .hasMessageContaining("leave --url out");
  }

  @Test
  void aHostThatNobodyKnowsIsSaidToBeUnknown() {
    assertThatThrownBy(
            () -> new Target(URI.create("http://no-such-host.invalid:3000"), 0).checkListens())
        .hasMessageContaining("there is no host no-such-host.invalid");
  }

  @Test
  void aConnectionThatFailsLaterIsToldWithoutTheWordsOfTheLibrary() {
    assertThat(LoadLoop.reason(new ConnectException("finishConnect(..) failed with error(-111)")))
        .isEqualTo("nothing listens there");
    assertThat(LoadLoop.reason(new ConnectTimeoutException("connection timed out")))
        .contains("timed out");
  }
}

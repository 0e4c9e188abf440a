package dev.liveorders.socket;

import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same over TLS, whose engine stands between our frames and the wire: all that depends on how bytes come and go.
 * What a frame or a text has to be is the same.
 */
class Rfc6455OverTlsTest {
  private static TestNode tls;

  @TempDir
  static Path folder;

  @BeforeAll
  static void start() throws Exception {
    tls = SocketCases.node().with(Certificate.create(folder, "localhost")).startReady();
  }

  @AfterAll
  static void stop() throws Exception {
    tls.close();
  }

  @Nested
  class Framing extends FramingCases {
    Framing() {
      super(tls);
    }
  }

  @Nested
  class Pings extends PingCases {
    Pings() {
      super(tls);
    }
  }

  @Nested
  class Fragmentation extends FragmentationCases {
    Fragmentation() {
      super(tls);
    }
  }

  @Nested
  class Closing extends CloseCases {
    Closing() {
      super(tls);
    }
  }

  @Nested
  class Limits extends LimitCases {
    Limits() {
      super(tls);
    }
  }

  @Nested
  class SharedFrames extends SharedFrameCases {
    SharedFrames() {
      super(tls);
    }
  }
}

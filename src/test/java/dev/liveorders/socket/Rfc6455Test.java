package dev.liveorders.socket;

import dev.liveorders.kit.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** RFC 6455 case by case, in the order of the Autobahn test suite. */
class Rfc6455Test {
  private static TestNode tcp;

  @BeforeAll
  static void start() throws Exception {
    tcp = SocketCases.node().startReady();
  }

  @AfterAll
  static void stop() throws Exception {
    tcp.close();
  }

  @Nested
  class Handshake extends HandshakeCases {
    Handshake() {
      super(tcp);
    }
  }

  @Nested
  class BehindHandshake extends BehindHandshakeCases {
    BehindHandshake() {
      super(tcp);
    }
  }

  @Nested
  class Framing extends FramingCases {
    Framing() {
      super(tcp);
    }
  }

  @Nested
  class Pings extends PingCases {
    Pings() {
      super(tcp);
    }
  }

  @Nested
  class Reserved extends ReservedCases {
    Reserved() {
      super(tcp);
    }
  }

  @Nested
  class Fragmentation extends FragmentationCases {
    Fragmentation() {
      super(tcp);
    }
  }

  @Nested
  class Utf8 extends Utf8Cases {
    Utf8() {
      super(tcp);
    }
  }

  @Nested
  class Closing extends CloseCases {
    Closing() {
      super(tcp);
    }
  }

  @Nested
  class Limits extends LimitCases {
    Limits() {
      super(tcp);
    }
  }

  @Nested
  class SharedFrames extends SharedFrameCases {
    SharedFrames() {
      super(tcp);
    }
  }
}

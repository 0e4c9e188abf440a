package dev.liveorders.socket;

import static dev.liveorders.kit.RawSocket.CONTINUATION;
import static dev.liveorders.kit.RawSocket.TEXT;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is UTF-8 and what is not (RFC 3629; RFC 6455 section 8.1; Autobahn 6). */
abstract class Utf8Cases extends SocketCases {
  /**
   * One, two, three and four bytes: the first and the last of each length, around the surrogates, and non-characters.
   */
  private static final String VALID = "\0\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd\ufffe\uffff"
      + "\ud800\udc00\udbff\udfff\ud83f\udffe κόσμε";

  Utf8Cases(TestNode server) {
    super(server);
  }

  @Test
  void everyKindOfCharacterIsText() throws Exception {
    try (RawSocket socket = open()) {
      socket.send(TEXT, utf8(VALID));
      expectOpen(socket);
    }
  }

  @Test
  void aCharacterMayBeSplitOverFragmentsAtEveryByte() throws Exception {
    byte[] text = utf8(VALID);
    for (int i = 0; i <= text.length; i++) {
      try (RawSocket socket = open()) {
        socket.sendFragment(TEXT, Arrays.copyOf(text, i));
        socket.send(CONTINUATION, Arrays.copyOfRange(text, i, text.length));
        expectOpen(socket);
      }
    }
  }

  @Test
  void aCharacterMayBeSplitIntoFragmentsOfOneByte() throws Exception {
    byte[] text = utf8(VALID);
    try (RawSocket socket = open()) {
      socket.sendFragment(TEXT, new byte[0]);
      for (byte b : text) {
        socket.sendFragment(CONTINUATION, new byte[] {b});
      }
      socket.send(CONTINUATION, new byte[0]);
      expectOpen(socket);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "80bf",
        "fe",
        "ff",
        "fefeffff", // never, or never first
        "c3",
        "c328",
        "c3c3",
        "e282",
        "e28228",
        "f09f98",
        "f09f9828",
        "c220",
        "f0288c28", // too short
        "c080",
        "c1bf",
        "e08080",
        "e09fbf",
        "f0808080",
        "f08fbfbf",
        "f8808080af",
        "fc80808080af", // overlong
        "eda080",
        "edadbf",
        "edb080",
        "edbfbf",
        "eda080edb080", // surrogates
        "f4908080",
        "f5808080",
        "f7bfbfbf",
        "f888808080",
        "fbbfbfbfbf",
        "fc8480808080", // too large
        "cebae1bdb9cf83cebcceb5eda080656469746564" // Autobahn 6.3: good, then bad, then good
      })
  void whatIsNotUtf8IsClosedWith1007(String hex) throws Exception {
    byte[] bad = HexFormat.of().parseHex(hex);
    expectClose(1007, text(bad));
    expectClose(1007, text(join(utf8("before "), bad)));
    expectClose(1007, text(join(utf8("before "), bad, utf8(" after"))));
    for (int i = 0; i <= bad.length; i++) {
      expectClose(
          1007,
          frame(TEXT, Arrays.copyOf(bad, i)),
          frame(FINAL | CONTINUATION, Arrays.copyOfRange(bad, i, bad.length)));
    }
  }

  /** What no continuation can mend: each is the shortest that is, its last byte the one that cannot be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "c0",
        "c1",
        "c328",
        "e080",
        "e09f",
        "eda0",
        "edbf",
        "e28228",
        "f080",
        "f08f",
        "f490",
        "f5",
        "f8",
        "ff",
        "f09f9828",
        "41424380",
        "ceba80"
      })
  void aFragmentThatCannotBecomeUtf8IsClosedAtOnce(String hex) throws Exception {
    byte[] bad = HexFormat.of().parseHex(hex);
    expectClose(1007, frame(TEXT, bad));
    expectClose(1007, frame(TEXT, utf8("{")), frame(CONTINUATION, bad));
    expectClose(
        1007,
        frame(TEXT, Arrays.copyOf(bad, bad.length - 1)),
        frame(CONTINUATION, Arrays.copyOfRange(bad, bad.length - 1, bad.length)));
  }

  /** What may go on well is waited for: 1007 comes with the end that cuts it off. */
  @ParameterizedTest
  @ValueSource(strings = {"c3", "e0", "e0a0", "ed9f", "f0", "f090", "f09080", "f48f", "f48fbf"})
  void aCharacterThatTheMessageCutsOffIsClosedWith1007(String hex) throws Exception {
    byte[] begin = HexFormat.of().parseHex(hex);
    try (RawSocket socket = open()) {
      socket.sendFragment(TEXT, begin);
      expectOpen(socket);
      socket.send(CONTINUATION, new byte[0]);
      expectCloseOf(socket, 1007);
    }
  }
}

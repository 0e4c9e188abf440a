package dev.liveorders.live.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Utf8CheckTest {
  /** Around the ends of every range that the second byte of a character can have. */
  private static final int[] SECOND = {0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0};

  /** Around the ends of the range of the bytes behind it. */
  private static final int[] LATER = {0x7F, 0x80, 0xBF, 0xC0};

  @Test
  void whatIsTextForJavaIsTextWhateverTheFirstByteIs() {
    for (int first = 0; first < 256; first++) {
      expectAsJava(first);
      for (int second : SECOND) {
        expectAsJava(first, second);
        for (int third : LATER) {
          expectAsJava(first, second, third);
          for (int fourth : LATER) {
            expectAsJava(first, second, third, fourth);
            expectAsJava('a', first, second, third, fourth, 'z');
          }
        }
      }
    }
  }

  @Test
  void whatNoByteBehindCouldMendFailsAtOnce() {
    for (String hopeless : new String[] {"c1", "f5", "e09f", "eda0", "f08f", "f490"}) {
      assertThat(new Utf8Check().accepts(Unpooled.wrappedBuffer(hex(hopeless))))
          .as(hopeless)
          .isFalse();
    }
  }

  @Test
  void aTextCannotEndInsideACharacter() {
    Utf8Check check = new Utf8Check();
    assertThat(check.isComplete()).isTrue();
    for (int i = 0; i < 4; i++) {
      assertThat(check.accepts(Unpooled.wrappedBuffer(hex("f09f9880"), i, 1))).isTrue();
      assertThat(check.isComplete()).isEqualTo(i == 3);
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static void expectAsJava(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    boolean text = isTextForJava(bytes);
    if (isText(bytes.length, bytes) != text || isText(1, bytes) != text) {
      throw new AssertionError(
          HexFormat.of().formatHex(bytes) + " is " + (text ? "text" : "no text"));
    }
  }

  private static boolean isTextForJava(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException noText) {
      return false;
    }
  }

  private static boolean isText(int pieceLength, byte[] bytes) {
    Utf8Check check = new Utf8Check();
    for (int i = 0; i < bytes.length; i += pieceLength) {
      ByteBuf piece = Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, i, i + pieceLength));
      if (!check.accepts(piece)) {
        return false;
      }
    }
    return check.isComplete();
  }
}

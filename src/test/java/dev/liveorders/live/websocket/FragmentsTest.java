package dev.liveorders.live.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FragmentsTest {
  private static final byte[] TEXT = "né".getBytes(StandardCharsets.UTF_8);

  private final Fragments fragments = new Fragments(3);

  @Test
  void fragmentsBecomeOneTextThoughACharacterIsSplit() {
    ByteBuf first = Unpooled.wrappedBuffer(TEXT).slice(0, 2);
    assertThat(fragments.add(first, false)).isTrue();
    assertThat(fragments.length()).isEqualTo(2);
    assertThat(first.readableBytes()).as("is left as it was").isEqualTo(2);

    assertThat(fragments.add(Unpooled.wrappedBuffer(TEXT).skipBytes(2), true)).isTrue();
    assertThat(fragments.bytes()).isEqualTo(Unpooled.wrappedBuffer(TEXT));
  }

  @Test
  void theLastMayNotEndInsideACharacter() {
    assertThat(fragments.add(Unpooled.wrappedBuffer(TEXT, 0, 2), true)).isFalse();
  }

  @Test
  void whatCannotBecomeTextFailsBeforeTheLastCame() {
    assertThat(fragments.add(Unpooled.wrappedBuffer(new byte[] {'n', (byte) 0xC0}), false))
        .isFalse();
  }
}
